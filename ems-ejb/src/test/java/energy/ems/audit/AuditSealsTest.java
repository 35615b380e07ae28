package energy.ems.audit;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.container.ManagementSystem;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the seals are good for is tested from outside, by {@code ./ems audit verify}. */
@Timeout(120)
class AuditSealsTest {

    private ManagementSystem system;
    private AuditLog log;
    private AuditSeals seals;

    @BeforeEach
    void start() {
        system = new ManagementSystem();
        log = system.get(AuditLog.class);
        seals = system.get(AuditSeals.class);
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void eachEntryIsSealedOnceInTheOrderInWhichItCame() {
        assertThat(seals.sealNext()).isZero();
        log.record(AuditAction.DEVICE_CREATED, "meter-1", null);
        log.record(AuditAction.DEVICE_CHANGED, "meter-1", "ăâîșț 电");
        assertThat(seals.sealNext()).isEqualTo(2);
        log.recordRefusal("eve", AuditAction.LOGIN_FAILED, "eve", null, "203.0.113.7");
        assertThat(seals.sealNext()).isEqualTo(1);
        assertThat(seals.sealNext()).isZero();

        assertThat(system.select("SELECT entry_id FROM audit_seal WHERE number > 1 ORDER BY number"))
                .isEqualTo(system.select("SELECT id FROM audit_entry ORDER BY id"));
        assertThat(seals.last().entries()).isEqualTo(3);
        assertThat(seals.last().hash()).matches("[0-9a-f]{64}");
    }

    @Test
    void aLongLogIsSealedPieceByPiece() {
        for (int i = 0; i < AuditSeals.BATCH + 1; i++) {
            log.record(AuditAction.DEVICE_CREATED, "meter-" + i, null);
        }

        assertThat(seals.sealNext()).isEqualTo(AuditSeals.BATCH);
        assertThat(seals.sealNext()).isEqualTo(1);
    }

    /** Its number is older than those that were sealed before it could be seen. */
    @Test
    void whatALongTransactionNotesIsSealedLater() {
        system.container().inTransaction(() -> {
            log.record(AuditAction.DEVICES_IMPORTED, "first", null);
            system.container().entityManager().flush();
            log.recordRefusal("eve", AuditAction.LOGIN_FAILED, "second", null);
            assertThat(seals.sealNext()).isEqualTo(1);
            return null;
        });

        assertThat(seals.sealNext()).isEqualTo(1);
        assertThat(system.select("SELECT e.subject FROM audit_seal s JOIN audit_entry e ON e.id = s.entry_id"
                        + " ORDER BY s.number"))
                .isEqualTo(List.of("second", "first"));
    }

    @Test
    void noTwoEntriesReadTheSame() {
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        Set<String> hashes = new HashSet<>();
        for (String[] texts : new String[][] {
            {"a", null, null},
            {"a", "", null},
            {"a", null, ""},
            {"a", "-", null},
            {"a", "b", "c"},
            {"a", "bc", null},
            {"a", "b|1:c", null}
        }) {
            hashes.add(AuditChain.seal(
                    "0",
                    new AuditEntry(
                            1,
                            at,
                            texts[0],
                            AuditAction.LOGGED_IN,
                            texts[1],
                            texts[2],
                            null,
                            AuditEntry.Outcome.SUCCESS)));
        }
        assertThat(hashes).hasSize(7);
    }
}
