package energy.ems.web.portal.frame;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that was made for a stranger, without its nonce, of which each who gets the page has another.
 *
 * @param policy its content security policy, around the nonce
 * @param page the page in UTF-8, around the nonce
 * @param madeAt in nanoseconds
 */
record LoginPageCopy(String type, List<String> policy, List<byte[]> page, long madeAt) {

    private static final String POLICY = "Content-Security-Policy";
    private static final Pattern NONCE = Pattern.compile("'nonce-([^']+)'");

    /** Nothing when the page is not one for everybody: no login page as usual, or one that says something to a browser. */
    static Optional<LoginPageCopy> of(RecordedPage made, long now) {
        String policy = made.getHeader(POLICY);
        Matcher nonce = NONCE.matcher(String.valueOf(policy));
        if (made.isCommitted()
                || made.getStatus() != HttpServletResponse.SC_OK
                || made.getHeader("Set-Cookie") != null
                || !nonce.find()
                || !made.text().contains(nonce.group(1))) {
            return Optional.empty();
        }
        List<byte[]> page = around(nonce.group(1), made.text()).stream()
                .map(piece -> piece.getBytes(StandardCharsets.UTF_8))
                .toList();
        return Optional.of(new LoginPageCopy(made.getContentType(), around(nonce.group(1), policy), page, now));
    }

    private static List<String> around(String nonce, String text) {
        return Arrays.asList(text.split(Pattern.quote(nonce), -1));
    }

    void send(HttpServletResponse response) throws IOException {
        // As PrimeFaces makes them; it takes no others from the page's form.
        String nonce =
                Base64.getEncoder().encodeToString(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
        response.setContentType(type);
        response.setHeader(POLICY, String.join(nonce, policy));
        response.setContentLength(
                page.stream().mapToInt(piece -> piece.length).sum() + (page.size() - 1) * nonce.length());
        ServletOutputStream body = response.getOutputStream();
        byte[] between = {};
        for (byte[] piece : page) {
            body.write(between);
            body.write(piece);
            between = nonce.getBytes(StandardCharsets.US_ASCII);
        }
    }
}
