package energy.ems.notification;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Where mail is handed in.
 *
 * @param protocol {@code smtp}, which turns to TLS where the server can, or {@code smtps}, which is TLS from the start
 * @param user null when the server asks for none
 */
record MailAddress(String protocol, String host, int port, String user, String password) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    /** @throws IllegalArgumentException when it is none; does not quote it, as it holds a password */
    static MailAddress parse(String text) {
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no address of a mail server");
        }
        String protocol = uri.getScheme();
        if (!"smtp".equals(protocol) && !"smtps".equals(protocol) || uri.getHost() == null) {
            throw new IllegalArgumentException("no address of a mail server");
        }
        boolean secure = "smtps".equals(protocol);
        int usual = secure ? 465 : uri.getRawUserInfo() == null ? 25 : 587;
        String[] who = uri.getRawUserInfo() == null
                ? new String[] {null, null}
                : uri.getRawUserInfo().split(":", 2);
        return new MailAddress(
                protocol,
                uri.getHost(),
                uri.getPort() < 0 ? usual : uri.getPort(),
                decoded(who[0]),
                who.length < 2 ? "" : decoded(who[1]));
    }

    private static String decoded(String part) {
        // A plus is a plus in this part of an address.
        return part == null ? null : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    boolean isOnThisMachine() {
        return THIS_MACHINE.contains(host);
    }

    /** Never the password. */
    @Override
    public String toString() {
        return protocol + "://" + host + ":" + port;
    }
}
