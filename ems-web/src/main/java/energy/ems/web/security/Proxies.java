package energy.ems.web.security;

import energy.ems.boundary.NetworkAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What a request looked like before a reverse proxy passed it on: the caller's address and whether it came over TLS.
 *
 * <p>{@code X-Forwarded-For} and {@code X-Forwarded-Proto} are believed only from the addresses in the setting
 * {@code ems.trusted.proxies} ({@code EMS_TRUSTED_PROXIES}: addresses or networks like {@code 10.0.0.0/8}, separated by
 * commas; none by default), because anybody can send them: a forged address would get round the throttling of logins.
 * The setting {@code ems.public.url} ({@code EMS_PUBLIC_URL}) says how browsers reach EMS; with {@code https} there,
 * cookies are {@code Secure} and HSTS is sent whatever the proxy says.
 *
 * <p>Thread-safe.
 */
@ApplicationScoped
public class Proxies {

    private record Network(NetworkAddress address, int bits) {

        static Network parse(String text) {
            String[] parts = text.split("/", 2);
            NetworkAddress address = NetworkAddress.parse(parts[0]).orElseThrow(() -> wrong(text));
            int bits =
                    parts.length == 1 ? address.bits() : parts[1].matches("\\d{1,3}") ? Integer.parseInt(parts[1]) : 0;
            // None at all would be everybody.
            if (bits < 1 || bits > address.bits()) {
                throw wrong(text);
            }
            return new Network(address, bits);
        }

        private static IllegalArgumentException wrong(String text) {
            return new IllegalArgumentException(
                    "ems.trusted.proxies: '" + text + "' is neither an address nor a network like 10.0.0.0/8");
        }

        boolean contains(NetworkAddress other) {
            return other.isIn(address, bits);
        }
    }

    private List<Network> trusted = List.of();
    private Optional<URI> publicUrl = Optional.empty();
    private Set<String> ownNames = Set.of();

    /** For the container's proxy. */
    protected Proxies() {}

    @Inject
    public Proxies(
            @ConfigProperty(name = "ems.trusted.proxies") Optional<String> trustedProxies,
            @ConfigProperty(name = "ems.public.url") Optional<String> publicUrl) {
        this.trusted = trustedProxies.stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Network::parse)
                .toList();
        this.publicUrl =
                publicUrl.map(String::strip).filter(url -> !url.isEmpty()).map(URI::create);
        this.ownNames = Stream.concat(this.publicUrl.map(URI::getHost).stream(), machineName().stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<String> machineName() {
        try {
            return Optional.of(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException nameless) {
            return Optional.empty();
        }
    }

    /**
     * Whether the request was sent to a name of this server. Another site can make its own name lead here (DNS
     * rebinding), and its pages would then pass for pages of EMS. Such a name has a dot and is neither an address, nor
     * this machine's own, nor the one in {@code ems.public.url}.
     */
    public boolean isOwnHost(HttpServletRequest request) {
        String host = request.getServerName();
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        String literal = name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
        return name.indexOf('.') < 0
                || NetworkAddress.parse(literal).isPresent()
                || name.endsWith(".localhost")
                || ownNames.contains(name);
    }

    /** The address of the caller, for throttling and the audit; behind a trusted proxy the one that it names. */
    public String clientAddress(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        if (!isTrusted(address)) {
            return address;
        }
        // All lines of that name are one list (RFC 9110, 5.3): a proxy may add a line of its own to a forged one.
        String[] hops = String.join(",", Collections.list(request.getHeaders("X-Forwarded-For")))
                .split(",");
        // From the right: each proxy appends what it saw, and what stands left of the first stranger is hearsay.
        for (int i = hops.length - 1; i >= 0; i--) {
            String text = hops[i].strip();
            if (text.isEmpty()) {
                // Says nothing (RFC 9110, 5.6.1).
                continue;
            }
            Optional<NetworkAddress> hop = NetworkAddress.parseWithPort(text);
            if (hop.isEmpty()) {
                return address;
            }
            address = hop.get().toString();
            if (!isTrusted(address)) {
                return address;
            }
        }
        return address;
    }

    /** Whether the caller's browser speaks TLS, to EMS itself or to a proxy before it. */
    public boolean isSecure(HttpServletRequest request) {
        return request.isSecure()
                || isPublicOverTls()
                || isTrusted(request.getRemoteAddr())
                        && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
    }

    /** Whether the administrator has said that EMS is reached by {@code https}. */
    public boolean isPublicOverTls() {
        return publicUrl.map(url -> "https".equalsIgnoreCase(url.getScheme())).orElse(false);
    }

    /** How browsers reach EMS: scheme, host and context, without a slash behind them. */
    public String baseAddress(HttpServletRequest request) {
        String host = request.getHeader("Host");
        String seen = (isSecure(request) ? "https" : "http") + "://" + (host == null ? request.getServerName() : host);
        String address = publicUrl
                .map(url -> url.getScheme() + "://" + url.getRawAuthority())
                .orElse(seen);
        return address + request.getContextPath();
    }

    /**
     * Whether an {@code Origin} header names this site: the host that the request was sent to or the public one. The
     * scheme is not compared, because a proxy that ends TLS hides it; {@code SameSite} cookies tell the two apart.
     */
    public boolean isOwnOrigin(HttpServletRequest request, String origin) {
        return authority(origin)
                .map(authority -> authority.equals(withoutDefaultPort(request.getHeader("Host")))
                        || publicUrl
                                .flatMap(url -> authority(url.toString()))
                                .map(authority::equals)
                                .orElse(false))
                .orElse(false);
    }

    private static Optional<String> authority(String origin) {
        try {
            URI uri = URI.create(origin);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web && uri.getRawAuthority() != null && uri.getRawUserInfo() == null
                    ? Optional.of(withoutDefaultPort(uri.getRawAuthority()))
                    : Optional.empty();
        } catch (IllegalArgumentException notAnOrigin) {
            return Optional.empty();
        }
    }

    private static String withoutDefaultPort(String authority) {
        return authority == null ? "" : authority.toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
    }

    private boolean isTrusted(String address) {
        return !trusted.isEmpty()
                && NetworkAddress.parse(address)
                        .map(parsed -> trusted.stream().anyMatch(network -> network.contains(parsed)))
                        .orElse(false);
    }
}
