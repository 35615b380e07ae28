package energy.ems.launcher;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where browsers come in, and where the servers are. Without a proxy the servers listen for browsers themselves, from
 * {@code EMS_HTTP_PORT} on; behind one it has that port, and the servers the ports after it on the loopback address.
 *
 * @param nodes how many servers there are
 * @param proxy empty for none; one server alone never has one
 */
record FrontDoor(Settings settings, int nodes, Optional<ProxyProgram> proxy) {

    private static final String LOOPBACK = "127.0.0.1";

    static FrontDoor of(Settings settings, int nodes) {
        return new FrontDoor(settings, nodes, nodes == 1 ? Optional.empty() : settings.proxy());
    }

    /** The address for browsers. */
    String portal() {
        return settings.portal(settings.httpPort());
    }

    /** @param number from 1 on */
    int portOf(int number) {
        return settings.httpPort() + number - (proxy.isPresent() ? 0 : 1);
    }

    /** The portal as that server alone shows it. */
    String portalOf(int number) {
        return proxy.isPresent()
                ? "http://" + LOOPBACK + ":" + portOf(number) + "/ems/"
                : settings.portal(portOf(number));
    }

    List<Integer> serverPorts() {
        return IntStream.rangeClosed(1, nodes).map(this::portOf).boxed().toList();
    }

    /** The entries of a list with commas. */
    static List<String> addresses(String list) {
        return Arrays.stream(list.split("[\\s,]+"))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** The settings that the servers get so that they listen there, and believe the proxy and nobody else. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("EMS_HTTP_ADDRESS", proxy.isPresent() ? LOOPBACK : settings.httpAddress());
        if (proxy.isPresent()) {
            environment.put(
                    "EMS_TRUSTED_PROXIES",
                    settings.trustedProxies().map(further -> further + ",").orElse("") + LOOPBACK);
        }
        return environment;
    }
}
