package energy.ems.web.api.people;

import energy.ems.web.api.Fields;
import energy.ems.web.security.BasicCredentials;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;

/**
 * The caller's own password, which the boundary asks for again where access changes: the body's {@code current_password},
 * or else what HTTP Basic brought with the request anyway.
 *
 * @param letters null when there is none; wiped by {@link #close}
 */
record OwnPassword(char[] letters) implements AutoCloseable {

    static OwnPassword of(Fields body, HttpServletRequest request) {
        String given = body.text("current_password");
        return new OwnPassword(
                given != null
                        ? given.toCharArray()
                        : BasicCredentials.of(request.getHeader("Authorization"))
                                .map(BasicCredentials::password)
                                .orElse(null));
    }

    @Override
    public void close() {
        if (letters != null) {
            Arrays.fill(letters, '\0');
        }
    }
}
