package energy.ems.signon;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** With which provider people sign on, if with any. Safe for use by several threads. */
@ApplicationScoped
public class SignOnSettings {

    private static final Logger LOG = System.getLogger(SignOnSettings.class.getName());

    /** The provider ({@code EMS_SIGNON_ISSUER}), as its discovery document calls it. Without it there is no sign-on. */
    @Inject
    @ConfigProperty(name = "ems.signon.issuer")
    Optional<String> issuer;

    /** What EMS is registered as ({@code EMS_SIGNON_CLIENT}). */
    @Inject
    @ConfigProperty(name = "ems.signon.client")
    Optional<String> client;

    /** By what EMS proves to be that ({@code EMS_SIGNON_SECRET}). */
    @Inject
    @ConfigProperty(name = "ems.signon.secret")
    Optional<String> secret;

    /** The file in which the secret lies ({@code EMS_SIGNON_SECRET_FILE}). */
    @Inject
    @ConfigProperty(name = "ems.signon.secret.file")
    Optional<String> secretFile;

    /** How people call the provider ({@code EMS_SIGNON_LABEL}). */
    @Inject
    @ConfigProperty(name = "ems.signon.label")
    Optional<String> label;

    /** What is asked for ({@code EMS_SIGNON_SCOPES}), beside {@code openid}. */
    @Inject
    @ConfigProperty(name = "ems.signon.scopes", defaultValue = "profile email")
    String scopes;

    /** Whether local passwords are only for emergencies ({@code EMS_SIGNON_ONLY}). */
    @Inject
    @ConfigProperty(name = "ems.signon.only", defaultValue = "false")
    boolean only;

    private final AtomicBoolean told = new AtomicBoolean();

    /** Whether people can sign on: all that is needed is set, and the provider is called by TLS or on this machine. */
    public boolean areComplete() {
        if (issuer.isEmpty()) {
            return false;
        }
        boolean complete = client.isPresent() && isTrustworthy(issuer()) && !secret().isEmpty();
        if (!complete) {
            tell("EMS_SIGNON_ISSUER must be an https address, and EMS_SIGNON_CLIENT and EMS_SIGNON_SECRET must be set");
        }
        return complete;
    }

    /** Once: every visitor of the login page asks. */
    private void tell(String why) {
        if (!told.getAndSet(true)) {
            LOG.log(Level.WARNING, "no single sign-on: {0}", why);
        }
    }

    public boolean isOnly() {
        return only;
    }

    /** How people call the provider. */
    public String label() {
        return label.map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseGet(() ->
                        Optional.ofNullable(URI.create(issuer()).getHost()).orElse("OpenID Connect"));
    }

    String issuer() {
        return issuer.map(String::strip).orElse("");
    }

    String client() {
        return client.map(String::strip).orElse("");
    }

    /** What is known to EMS and the provider alone, and the same on all nodes. */
    String secret() {
        return secret.or(() -> secretFile.map(this::contentOf))
                .map(String::strip)
                .orElse("");
    }

    String scope() {
        return String.join(
                " ",
                Stream.concat(Stream.of("openid"), Stream.of(scopes.strip().split("[ ,]+")))
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .toList());
    }

    /** A code, a secret or a key that travels in the clear is worth nothing; on this machine there is nobody on the way. */
    static boolean isTrustworthy(String address) {
        try {
            URI uri = URI.create(address);
            String host = uri.getHost();
            return host != null
                    && uri.getRawUserInfo() == null
                    && ("https".equals(uri.getScheme())
                            || "http".equals(uri.getScheme())
                                    && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")));
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    /** Nothing when it cannot be read: local accounts have to go on. */
    private String contentOf(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            tell("EMS_SIGNON_SECRET_FILE is " + file + ", which cannot be read");
            return "";
        }
    }
}
