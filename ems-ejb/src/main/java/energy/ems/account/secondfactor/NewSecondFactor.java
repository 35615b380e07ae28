package energy.ems.account.secondfactor;

import energy.ems.platform.Secrets;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A secret that an app and EMS shall share; not in force before a code of it has been seen. */
public record NewSecondFactor(byte[] secret) implements Serializable {

    private static final String ISSUER = "EMS";

    /** For whoever types it. */
    public String text() {
        return Secrets.base32(secret);
    }

    /** What a picture of it says, in the form that all apps read. */
    public String address(String username) {
        return "otpauth://totp/" + ISSUER + ":" + encoded(username) + "?secret=" + text() + "&issuer=" + ISSUER;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
