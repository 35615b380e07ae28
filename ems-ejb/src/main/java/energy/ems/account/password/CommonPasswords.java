package energy.ems.account.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The passwords that whoever guesses tries first. */
final class CommonPasswords {

    private static final String LIST = "common-passwords.txt";

    /** Missing there: what people here would think of. */
    private static final Set<String> LOCAL = Set.of(
            "administrator", "changeit", "parola12", "parola123", "parola1234", "energie1", "energy123", "electric1");

    private static final Set<String> KNOWN =
            Stream.concat(read().stream(), LOCAL.stream()).collect(Collectors.toUnmodifiableSet());

    private CommonPasswords() {}

    /** Whether it is one of them, in capitals or small letters. */
    static boolean contain(String password) {
        return KNOWN.contains(password.toLowerCase(Locale.ROOT));
    }

    private static Set<String> read() {
        try (InputStream list = CommonPasswords.class.getResourceAsStream(LIST);
                BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("# ")).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
