package energy.ems.launcher.bench.attack;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The portal's login form, whatever its fields are called. */
public final class LoginForm {

    private static final Pattern INPUT = Pattern.compile("<(?:input|button)\\b[^>]*>");

    private LoginForm() {}

    /**
     * What a browser would send.
     *
     * @param page the login page's HTML
     */
    public static String filled(String page, String username, String password) {
        Map<String, String> form = new LinkedHashMap<>();
        Matcher inputs = INPUT.matcher(page);
        while (inputs.find()) {
            String input = inputs.group();
            String value = switch (attribute(input, "type")) {
                case "text", "email" -> username;
                case "password" -> password;
                case "hidden", "submit" -> attribute(input, "value");
                default -> null;
            };
            if (value != null && !attribute(input, "name").isEmpty()) {
                form.put(attribute(input, "name"), value);
            }
        }
        return form.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8)
                        + '='
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String attribute(String tag, String name) {
        Matcher value = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return value.find() ? value.group(1).replace("&amp;", "&").replace("&#43;", "+") : "";
    }
}
