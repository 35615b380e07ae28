package energy.ems.boundary;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address as somebody wrote it. Never a name: names would be looked up in the DNS, and whoever wrote it would choose
 * which.
 */
public final class NetworkAddress {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    /** BEWARE: Java looks up what neither begins like an address nor holds a colon. */
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F:.]*");

    private static final Pattern WITH_PORT = Pattern.compile("\\[([^\\]]+)](?::\\d{1,5})?|(" + IPV4 + "):\\d{1,5}");
    private static final int NETWORK_OF_A_SITE = 8;

    private final byte[] bytes;

    private NetworkAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /** An IPv4 or IPv6 literal, without port or brackets; of IPv6, a zone such as {@code %eth0} is left out. */
    public static Optional<NetworkAddress> parse(String text) {
        String literal = text.indexOf('%') > 0 ? text.substring(0, text.indexOf('%')) : text;
        boolean six = literal.indexOf(':') >= 0 && IPV6.matcher(literal).matches();
        if (!six && !IPV4.matcher(literal).matches()) {
            return Optional.empty();
        }
        try {
            // An IPv4 address that is written as IPv6 (::ffff:1.2.3.4) comes back as IPv4.
            return Optional.of(new NetworkAddress(InetAddress.getByName(literal).getAddress()));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    /** The same where a proxy may have written a port after it: {@code 1.2.3.4:567}, {@code [2001:db8::1]:567}. */
    public static Optional<NetworkAddress> parseWithPort(String text) {
        var matcher = WITH_PORT.matcher(text);
        if (!matcher.matches()) {
            return parse(text);
        }
        return parse(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }

    /** Whether the address lies in that network, of which the first bits are given. */
    public boolean isIn(NetworkAddress network, int bits) {
        if (bytes.length != network.bytes.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((bytes[bit / 8] & mask) != (network.bytes[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    public int bits() {
        return bytes.length * 8;
    }

    /**
     * What stands for one place in the network: the address, of IPv6 its first 64 bits, because whoever has one address
     * there has all of them. Whatever is no address stands for itself.
     */
    public static String siteOf(String address) {
        return parse(address)
                .map(parsed -> parsed.bytes.length == 4
                        ? parsed.toString()
                        : new NetworkAddress(Arrays.copyOf(Arrays.copyOf(parsed.bytes, NETWORK_OF_A_SITE), 16)) + "/64")
                .orElse(address);
    }

    @Override
    public String toString() {
        try {
            InetAddress address =
                    bytes.length == 4 ? Inet4Address.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, -1);
            return address.getHostAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
