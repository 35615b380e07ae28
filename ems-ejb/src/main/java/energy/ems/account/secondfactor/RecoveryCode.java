package energy.ems.account.secondfactor;

import energy.ems.platform.Secrets;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Locale;

/** Lets somebody in once whose app is lost. Random and long, so a plain digest is enough to keep it. */
@Entity
@Table(name = "recovery_code")
class RecoveryCode {

    private static final int BYTES = 15;
    private static final int GROUP = 6;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(updatable = false)
    private String username;

    @Column(name = "code_hash", updatable = false)
    private String codeHash;

    protected RecoveryCode() {}

    RecoveryCode(String username, String code) {
        this.username = username;
        this.codeHash = hash(code);
    }

    boolean hasHash(String hash) {
        return codeHash.equals(hash);
    }

    /** As people copy it, in groups: {@code ABCDEF-GHIJKL-MNOPQR-STUVWX}. */
    static String random() {
        String letters = Secrets.base32(Secrets.random(BYTES));
        return letters.replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
    }

    /** Whether it may be one, rather than a code of the app. */
    static boolean isLike(String text) {
        return plain(text).length() > OneTimeCode.DIGITS;
    }

    /** However it was typed. */
    static String hash(String code) {
        return Secrets.digest(plain(code));
    }

    private static String plain(String code) {
        return code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }
}
