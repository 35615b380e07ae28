package energy.ems.launcher;

import java.nio.file.Path;
import java.util.stream.Collectors;

/** The configuration of Traefik 3 in front of the servers: what payara-config/traefik has, for this machine. */
final class TraefikFiles {

    private TraefikFiles() {}

    /** Where it listens, and that nobody's headers are believed but those of the user's own proxies. */
    static String listening(FrontDoor door, Path routes) {
        Settings settings = door.settings();
        String address = settings.httpAddress();
        return """
                # Written by ./ems up --nodes at each start.
                entryPoints:
                  browsers:
                    address: "%s:%d"%s
                providers:
                  file:
                    filename: %s
                log:
                  level: WARN
                """.formatted(
                        address.contains(":") ? "[" + address + "]" : address,
                        settings.httpPort(),
                        settings.trustedProxies().map(TraefikFiles::trusted).orElse(""),
                        quoted(routes.toString()));
    }

    static String routes(FrontDoor door) {
        return """
                # Written by ./ems up --nodes at each start.
                http:
                  routers:
                    ems:
                      rule: PathPrefix(`/ems`)
                      entryPoints: [browsers]
                      middlewares: [compressed]
                      service: ems
                    login:
                      rule: PathPrefix(`/ems/login.xhtml`) && Method(`POST`)
                      entryPoints: [browsers]
                      middlewares: [logins, compressed]
                      service: ems
                  middlewares:
                    compressed:
                      compress: {}
                    # Each server counts failed logins by itself; nobody gets more tries by coming to several of them.
                    logins:
                      rateLimit:
                        average: %1$d
                        period: 1m
                        burst: %1$d
                  services:
                    ems:
                      loadBalancer:
                        sticky:
                          cookie: {name: EMSNODE, httpOnly: true, sameSite: lax}
                        healthCheck: {path: /ems/welcome, interval: 1s, timeout: 4s}
                        servers:
                %2$s""".formatted(
                        Proxy.LOGINS_A_MINUTE,
                        door.serverPorts().stream()
                                .map(port -> "          - url: http://127.0.0.1:" + port + "\n")
                                .collect(Collectors.joining()));
    }

    private static String trusted(String list) {
        return "\n    forwardedHeaders:\n      trustedIPs: "
                + quoted(list.strip()).replaceAll("[\\s,]+", "\", \"").replaceFirst("^", "[") + "]";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
