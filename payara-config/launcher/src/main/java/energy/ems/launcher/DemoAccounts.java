package energy.ems.launcher;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** The demo's users and their generated passwords, in a file that only its owner may read. */
record DemoAccounts(Map<String, String> passwords) {

    /** Makes the accounts' passwords at the first call. */
    static DemoAccounts readOrCreate(DataDirectory data, Iterable<String> names) throws IOException {
        Optional<DemoAccounts> present = of(data);
        if (present.isPresent()) {
            return present.get();
        }
        Properties properties = new Properties();
        names.forEach(name -> properties.setProperty(name, Secrets.generate(14)));
        StringWriter text = new StringWriter();
        properties.store(text, "Passwords of the demo's users, as they were made");
        Secrets.write(file(data), text.toString());
        return of(properties);
    }

    /** Empty when no demo was made. */
    static Optional<DemoAccounts> of(DataDirectory data) throws IOException {
        if (!Files.exists(file(data))) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file(data))) {
            properties.load(reader);
        }
        return Optional.of(of(properties));
    }

    private static DemoAccounts of(Properties properties) {
        Map<String, String> passwords = new TreeMap<>();
        properties.forEach((name, password) -> passwords.put((String) name, (String) password));
        return new DemoAccounts(passwords);
    }

    private static Path file(DataDirectory data) {
        return data.demo().resolve("accounts.properties");
    }
}
