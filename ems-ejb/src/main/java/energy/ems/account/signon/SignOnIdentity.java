package energy.ems.account.signon;

import energy.ems.account.Account;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Which account belongs to the subject of an issuer; none any more when it was deleted. */
@Entity
@Table(name = "sign_on_identity")
class SignOnIdentity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(updatable = false)
    private String issuer;

    @Column(updatable = false)
    private String subject;

    @Column(name = "first_username", updatable = false)
    private String firstUsername;

    /** The database takes it away together with the account. */
    @Column(updatable = false)
    private String username;

    @Column(updatable = false)
    private Instant since;

    protected SignOnIdentity() {}

    SignOnIdentity(SignOnPerson person, Account account, Instant now) {
        this.issuer = person.issuer();
        this.subject = person.subject();
        this.firstUsername = account.username();
        this.username = account.username();
        this.since = now;
    }

    /** BEWARE: a database that pads texts for comparison finds a subject for one with a space behind it. */
    boolean isOf(SignOnPerson person) {
        return issuer.equals(person.issuer()) && subject.equals(person.subject());
    }

    /** Null when the account was deleted. */
    String username() {
        return username;
    }
}
