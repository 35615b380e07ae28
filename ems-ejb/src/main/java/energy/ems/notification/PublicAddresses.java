package energy.ems.notification;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Tells addresses of the open internet from those of networks that only this machine may reach: whoever names a webhook
 * must not have EMS call what they cannot call themselves.
 */
final class PublicAddresses {

    private PublicAddresses() {}

    static boolean contain(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic(bytes) : address instanceof Inet6Address && isPublic6(bytes);
    }

    /** What RFC 6890 sets aside and Java does not know of. */
    private static boolean isPublic(byte[] address) {
        int first = address[0] & 0xff;
        int second = address[1] & 0xff;
        int third = address[2] & 0xff;
        boolean carriers = first == 100 && second >= 64 && second < 128;
        boolean protocols = first == 192 && second == 0 && (third == 0 || third == 2);
        boolean benchmarks = first == 198 && (second == 18 || second == 19);
        boolean examples = first == 198 && second == 51 && third == 100 || first == 203 && second == 0 && third == 113;
        return first != 0 && first < 240 && !carriers && !protocols && !benchmarks && !examples;
    }

    /** Only global unicast (2000::/3), and of that nothing that leads to addresses of the fourth version. */
    private static boolean isPublic6(byte[] address) {
        int first = (address[0] & 0xff) << 8 | address[1] & 0xff;
        int second = (address[2] & 0xff) << 8 | address[3] & 0xff;
        boolean global = (address[0] & 0xe0) == 0x20;
        boolean sixToFour = first == 0x2002;
        boolean teredoOrExample = first == 0x2001 && (second == 0 || second == 0xdb8);
        return global && !sixToFour && !teredoOrExample;
    }
}
