package energy.ems.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration of Traefik 3 in front of the servers: what payara-config/traefik has, for this machine. */
final class TraefikFiles {

    private TraefikFiles() {}

    /** Where it listens, and that nobody's headers are believed but those of the user's own proxies. */
    static String listening(FrontDoor door, Path routes) {
        Settings settings = door.settings();
        List<String> trusted = trusted(door);
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
                        trusted.isEmpty() ? "" : "\n    forwardedHeaders:\n      trustedIPs: " + list(trusted),
                        quoted(routes.toString()));
    }

    static String routes(FrontDoor door) {
        List<String> trusted = trusted(door);
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
                %3$s  middlewares:
                    compressed:
                      compress: {}
                    # Each server counts failed logins by itself; nobody gets more tries by coming to several of them.
                    logins:
                      rateLimit:
                        average: %1$d
                        period: 1m
                        burst: %1$d
                %4$s  services:
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
                                .collect(Collectors.joining()),
                        trusted.isEmpty() ? "" : loginBehindProxies(trusted),
                        trusted.isEmpty() ? "" : loginsBehindProxies(trusted));
    }

    /**
     * BEWARE: not one router for all. Whoever comes by no such proxy has named nobody, and all of these would count as one
     * place; Traefik takes the longer rule first.
     */
    private static String loginBehindProxies(List<String> trusted) {
        String proxies =
                trusted.stream().map(each -> "ClientIP(`" + each + "`)").collect(Collectors.joining(" || ", "(", ")"));
        return """
                    login-behind-proxies:
                      rule: PathPrefix(`/ems/login.xhtml`) && Method(`POST`) && %s
                      entryPoints: [browsers]
                      middlewares: [logins-behind-proxies, compressed]
                      service: ems
                """.formatted(proxies);
    }

    /** Counts whom they name: the last of several addresses that is none of theirs. */
    private static String loginsBehindProxies(List<String> trusted) {
        return """
                    logins-behind-proxies:
                      rateLimit:
                        average: %1$d
                        period: 1m
                        burst: %1$d
                        sourceCriterion:
                          ipStrategy:
                            excludedIPs: %2$s
                """.formatted(Proxy.LOGINS_A_MINUTE, list(trusted));
    }

    private static List<String> trusted(FrontDoor door) {
        return door.settings().trustedProxies().map(FrontDoor::addresses).orElse(List.of());
    }

    private static String list(List<String> texts) {
        return texts.stream().map(TraefikFiles::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
