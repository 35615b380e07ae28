package energy.ems.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.jdbc.MysqlDataSource;
import energy.ems.container.ManagementSystem;
import energy.ems.launcher.AuditCheck;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left of the log after old entries have gone is proved as before, from outside. */
@Timeout(120)
class OldAuditEntriesTest {

    private ManagementSystem system;
    private OldAuditEntries old;
    private Instant middle;
    private String said;

    @BeforeEach
    void start() {
        system = new ManagementSystem();
        old = system.get(OldAuditEntries.class);
        record("before", 3);
        system.clock().advance(Duration.ofDays(1));
        middle = system.clock().instant();
        record("after", 4);
    }

    private void record(String subject, int times) {
        for (int i = 0; i < times; i++) {
            system.get(AuditLog.class).record(AuditAction.DEVICE_CREATED, subject, "ăâîșț " + i);
        }
        system.get(AuditSeals.class).sealNext();
    }

    @AfterEach
    void stop() {
        system.close();
    }

    private int verify(String noted) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int exit = new AuditCheck(
                        ((MysqlDataSource) system.database()).getUrl(),
                        new PrintStream(bytes, true, StandardCharsets.UTF_8))
                .run(Optional.ofNullable(noted));
        said = bytes.toString(StandardCharsets.UTF_8);
        return exit;
    }

    private String seal(int number) {
        return (String) system.select("SELECT hash FROM audit_seal WHERE number = " + number)
                .get(0);
    }

    @Test
    void whatIsLeftIsVerifiedAndGoesOn() {
        String lost = seal(3);
        String lastLost = seal(4);
        String newest = seal(8);

        assertThat(old.removeSome(middle)).isEqualTo(3);
        assertThat(old.removeSome(middle)).isZero();

        assertThat(system.select("SELECT DISTINCT subject FROM audit_entry")).hasToString("[after]");
        assertThat(verify(null)).as(() -> said).isZero();
        assertThat(said).contains("7 entries were sealed, of which the first 3 were removed because of their age");
        assertThat(verify(newest)).as(() -> said).isZero();
        assertThat(verify(lastLost)).as(() -> said).isZero();
        assertThat(verify(lost)).isEqualTo(1);
        assertThat(said).contains("it may be one of the first 3");

        record("later", 2);
        assertThat(system.get(AuditSeals.class).last().entries()).isEqualTo(9);
        assertThat(verify(newest)).as(() -> said).isZero();
        system.container()
                .inTransaction(() -> system.container()
                        .entityManager()
                        .createNativeQuery("UPDATE audit_entry SET detail = 'x' WHERE subject = 'after' LIMIT 1")
                        .executeUpdate());
        assertThat(verify(null)).isEqualTo(1);
        assertThat(said).contains("is not as it was sealed");
    }

    @Test
    void theNewestStaysHoweverOldItIs() {
        system.clock().advance(Duration.ofDays(9));

        assertThat(old.removeSome(system.clock().instant())).isEqualTo(6);
        assertThat(old.removeSome(system.clock().instant())).isZero();

        assertThat(system.count("audit_entry")).isEqualTo(1);
        record("later", 1);
        assertThat(verify(null)).as(() -> said).isZero();
        assertThat(said).contains("8 entries were sealed");
    }

    @Test
    void whatWasTamperedWithIsNotRemovedWithTheRest() {
        system.container()
                .inTransaction(() -> system.container()
                        .entityManager()
                        .createNativeQuery("UPDATE audit_entry SET actor = 'eve' WHERE subject = 'before'"
                                + " AND detail LIKE '%1'")
                        .executeUpdate());

        assertThat(old.removeSome(middle)).isEqualTo(1);
        assertThatThrownBy(() -> old.removeSome(middle))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("./ems audit verify");

        assertThat(verify(null)).isEqualTo(1);
    }
}
