package energy.ems.web.security;

import java.util.List;
import java.util.Optional;

/**
 * What a browser is called for people: "Firefox, Linux". Made of words of ours alone, because what a browser says of itself
 * is anybody's text.
 */
final class BrowserName {

    /** What one says of itself, and what it is called. */
    private record Name(String sign, String name) {}

    /** In the order in which they are looked for: most say that they are others as well. */
    private static final List<Name> BROWSERS = List.of(
            new Name("Edg", "Edge"),
            new Name("OPR/", "Opera"),
            new Name("Firefox/", "Firefox"),
            new Name("FxiOS/", "Firefox"),
            new Name("SamsungBrowser/", "Samsung Internet"),
            new Name("CriOS/", "Chrome"),
            new Name("Chrome/", "Chrome"),
            new Name("Safari/", "Safari"));

    private static final List<Name> SYSTEMS = List.of(
            new Name("iPhone", "iPhone"),
            new Name("iPad", "iPad"),
            new Name("Android", "Android"),
            new Name("Windows", "Windows"),
            new Name("Mac OS X", "macOS"),
            new Name("CrOS", "ChromeOS"),
            new Name("Linux", "Linux"));

    private BrowserName() {}

    /** Null when nothing of it is known. */
    static String of(String userAgent) {
        if (userAgent == null) {
            return null;
        }
        Optional<String> browser = first(BROWSERS, userAgent);
        Optional<String> system = first(SYSTEMS, userAgent);
        if (browser.isPresent() && system.isPresent()) {
            return browser.get() + ", " + system.get();
        }
        return browser.or(() -> system).orElse(null);
    }

    private static Optional<String> first(List<Name> names, String userAgent) {
        return names.stream()
                .filter(name -> userAgent.contains(name.sign()))
                .map(Name::name)
                .findFirst();
    }
}
