package energy.ems.notification;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * Where requests of somebody's webhook go: https, or http on this machine alone.
 *
 * @param path with the query, as it stands in a request
 */
record WebhookAddress(boolean secure, String host, int port, String path) {

    static final int LONGEST = 500;

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** @throws IllegalArgumentException when it is none, with the reason in English */
    static WebhookAddress parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no address", e);
        }
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("https://host/path, without user and fragment");
        }
        if (!secure && !("http".equalsIgnoreCase(uri.getScheme()) && THIS_MACHINE.contains(uri.getHost()))) {
            throw new IllegalArgumentException("https, or http on this machine");
        }
        if (!text.chars().allMatch(letter -> letter > ' ' && letter < 0x7f)) {
            throw new IllegalArgumentException("letters beyond ASCII");
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new WebhookAddress(
                secure,
                uri.getHost(),
                uri.getPort() < 0 ? secure ? 443 : 80 : uri.getPort(),
                uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    }

    /** For the header of a request. */
    String hostAndPort() {
        return port == (secure ? 443 : 80) ? host : host + ":" + port;
    }

    /** For looking up and for the certificate: an address of the sixth version without its brackets. */
    String name() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
