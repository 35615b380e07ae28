package energy.ems.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The configuration of HAProxy in front of the servers: {@code haproxy.cfg} beside this class, filled in. */
final class HaproxyFile {

    /**
     * BEWARE: a server that takes no connection is out at once, without waiting for three checks. It would have the least
     * connections of all, and be chosen for each new attempt.
     */
    private static final String SERVER =
            "    server node%1$d 127.0.0.1:%2$d cookie node%1$d check inter 1s fastinter 300ms fall 3 rise 2"
                    + " observe layer4 error-limit 1 on-error mark-down";

    /** Is out when that server of the backend {@code ready} is. */
    private static final String FOLLOWER =
            "    server node%1$d 127.0.0.1:%2$d cookie node%1$d track ready/node%1$d on-marked-down shutdown-sessions";

    /** The user's own proxies of which one may stand behind the other. */
    private static final int PROXIES_IN_A_ROW = 4;

    /** The address that a proxy has named, an IPv4 one written as IPv6 as what it is, and without a port; none if it is none. */
    private static final String HOP =
            "    http-request set-var(txn.hop%1$d) 'req.hdr(X-Forwarded-For,-%1$d),regsub(\"^\\[(.*)\\](:[0-9]+)?$\",\"\\1\"),"
                    + "regsub(\"^([0-9.]+):[0-9]+$\",\"\\1\"),ipmask(32,128)' if { %2$s }\n"
                    + "    http-request set-var(txn.visitor) var(txn.hop%1$d) if { var(txn.hop%1$d) -m found }";

    private HaproxyFile() {}

    /** @param door with a proxy */
    static String of(FrontDoor door) {
        return template()
                .replace("${bind}", bind(door.settings()))
                .replace("${unless_trusted}", unlessTrusted(door.settings()))
                .replace("${visitor}", namedVisitor(door.settings()))
                .replace("${logins}", Integer.toString(Proxy.LOGINS_A_MINUTE))
                .replace("${servers}", forEach(door, SERVER))
                .replace("${followers}", forEach(door, FOLLOWER));
    }

    private static String forEach(FrontDoor door, String line) {
        return IntStream.rangeClosed(1, door.nodes())
                .mapToObj(number -> line.formatted(number, door.portOf(number)))
                .collect(Collectors.joining("\n"));
    }

    private static String bind(Settings settings) {
        String address = settings.httpAddress();
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + settings.httpPort();
    }

    /** Proxies of the user's own before this one, whose word is passed on. */
    private static String unlessTrusted(Settings settings) {
        return trusted(settings).map(list -> " unless { src " + list + " }").orElse("");
    }

    /** What they name, step by step from the nearest on: each is believed as long as it was named by one of them. */
    private static String namedVisitor(Settings settings) {
        return trusted(settings)
                .map(list -> IntStream.rangeClosed(1, PROXIES_IN_A_ROW)
                        .mapToObj(hop -> "\n"
                                + HOP.formatted(
                                        hop, (hop == 1 ? "src " : "var(txn.hop" + (hop - 1) + ") -m ip ") + list))
                        .collect(Collectors.joining()))
                .orElse("");
    }

    private static Optional<String> trusted(Settings settings) {
        return settings.trustedProxies()
                .map(list -> String.join(" ", FrontDoor.addresses(list)))
                .filter(list -> !list.isEmpty());
    }

    private static String template() {
        try (InputStream template = HaproxyFile.class.getResourceAsStream("haproxy.cfg")) {
            return new String(template.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
