package energy.ems.signon;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a provider is asked for what (OpenID Connect Discovery 1.0).
 *
 * @param basic whether EMS names itself in a header, which all providers know unless they say otherwise
 */
record ProviderMetadata(
        URI authorization, URI token, URI keys, Optional<URI> userInfo, Optional<URI> endSession, boolean basic) {

    private static final String BASIC = "client_secret_basic";
    private static final String POST = "client_secret_post";

    /** @throws IllegalArgumentException when it is not that issuer's, or leads to where nobody may listen */
    static ProviderMetadata of(JsonObject document, String issuer) {
        String said = document.getString("issuer", "");
        if (!said.equals(issuer)) {
            throw new IllegalArgumentException("it is of the issuer \"" + said + "\", not of \"" + issuer + "\"");
        }
        Set<String> methods = document.containsKey("token_endpoint_auth_methods_supported")
                ? document.getJsonArray("token_endpoint_auth_methods_supported").getValuesAs(JsonString.class).stream()
                        .map(JsonString::getString)
                        .collect(Collectors.toSet())
                : Set.of(BASIC);
        return new ProviderMetadata(
                needed(document, "authorization_endpoint"),
                needed(document, "token_endpoint"),
                needed(document, "jwks_uri"),
                address(document, "userinfo_endpoint"),
                address(document, "end_session_endpoint"),
                methods.contains(BASIC) || !methods.contains(POST));
    }

    private static URI needed(JsonObject document, String name) {
        return address(document, name).orElseThrow(() -> new IllegalArgumentException("it has no " + name));
    }

    private static Optional<URI> address(JsonObject document, String name) {
        String text = document.getString(name, null);
        if (text != null && !SignOnSettings.isTrustworthy(text)) {
            throw new IllegalArgumentException("its " + name + " is no https address");
        }
        return Optional.ofNullable(text).map(URI::create);
    }
}
