package energy.ems.launcher.bench.attack;

import energy.ems.launcher.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What is attacked, and the ordinary account that an attacker has. Thread-safe.
 *
 * @param portal ending in {@code /ems/}, on this machine
 * @param device that belongs to the account and has a year of readings
 */
public record Target(URI portal, String username, String password, String device) {

    /** @throws Problem when the portal is on another machine: attacks stay here */
    public Target {
        try {
            if (!InetAddress.getByName(portal.getHost()).isLoopbackAddress()) {
                throw new Problem("Attacks are measured on this machine alone, not at " + portal.getHost());
            }
        } catch (IOException e) {
            throw new Problem("There is no " + portal.getHost(), e);
        }
    }

    String origin() {
        return portal.getScheme() + "://" + portal.getAuthority();
    }

    String basic() {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** One of the many addresses of this machine, which pass for as many places in the network. */
    static String place(int number) {
        return "127.66." + number / 250 % 250 + "." + (1 + number % 250);
    }

    /** A request's first lines, without the empty one that ends them. */
    String head(String method, String path, String... headers) {
        return method + " /ems/" + path + " HTTP/1.1\r\nHost: " + portal.getAuthority() + "\r\nOrigin: " + origin()
                + "\r\n" + String.join("\r\n", headers) + (headers.length == 0 ? "" : "\r\n");
    }

    /** A whole request, after which the connection ends. */
    byte[] request(String method, String path, byte[] body, String... headers) {
        byte[] head = (head(method, path, headers) + "Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        return Attacks.joined(head, body);
    }

    Connection connect(int place) throws IOException {
        return new Connection(portal, place(place));
    }
}
