package energy.ems.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** What a person reads when the system is ready: the address and the accounts. */
final class Welcome {

    private Welcome() {}

    /** Shows the first administrator's generated password, if it was generated, this one time. */
    static void show(Settings settings, DataDirectory data, Terminal terminal) throws IOException {
        RunningSystem system =
                data.readSystem().orElseThrow(() -> new Problem("The system has stopped again; see " + data.logs()));
        terminal.say("");
        terminal.say("EMS is ready: " + system.http());
        Optional<String> generated = Files.exists(data.unshownPassword())
                ? Optional.of(Files.readString(data.unshownPassword()).strip())
                : Optional.empty();
        if (settings.adminPassword().isPresent()) {
            terminal.say("  admin   the password of EMS_ADMIN_PASSWORD");
        } else if (generated.isPresent()) {
            if (new Rest(system.http(), "admin", generated.get()).isAccepted()) {
                terminal.say("  admin   " + generated.get() + "   (administrator; shown this once, so keep it)");
            } else {
                terminal.say("  admin   exists already in this database; its password is unchanged");
            }
        }
        DemoAccounts.of(data)
                .ifPresent(accounts -> accounts.passwords()
                        .forEach((name, password) ->
                                terminal.say(String.format("  %-7s %s   (demo user)", name, password))));
        Files.deleteIfExists(data.unshownPassword());
        Secrets.write(data.passwordShown(), "");
    }
}
