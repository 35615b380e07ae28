package energy.ems.account.token;

import energy.ems.account.Account;
import energy.ems.account.Role;
import energy.ems.platform.Secrets;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;

/** A stored API token. Its secret is random and long, so a plain digest is enough to keep it. */
@Entity
@Table(name = "api_token")
class ApiToken {

    /** Lets secret scanners recognise a token that was published by mistake. */
    private static final String PREFIX = "ems_";

    private static final int SECRET_BYTES = 32;
    private static final int SECRET_LETTERS = (SECRET_BYTES * 4 + 2) / 3;

    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String username;

    private String name;

    @Enumerated(EnumType.STRING)
    private TokenScope scope;

    /** The owner's role when it was made. */
    @Enumerated(EnumType.STRING)
    private Role role;

    @Column(name = "secret_hash")
    private String secretHash;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "last_used_at")
    private Instant lastUsedAt;

    protected ApiToken() {}

    ApiToken(Account owner, String name, TokenScope scope, String secret, Instant now, Instant expiresAt) {
        this.username = owner.username();
        this.role = owner.role();
        this.name = name;
        this.scope = scope;
        this.secretHash = hash(secret);
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }

    static String randomSecret() {
        return PREFIX + Secrets.randomText(SECRET_BYTES);
    }

    static boolean isWellFormed(String text) {
        return text.length() == PREFIX.length() + SECRET_LETTERS && text.startsWith(PREFIX);
    }

    static String hash(String secret) {
        return Secrets.digest(secret);
    }

    boolean isGoodAt(Instant now) {
        return now.isBefore(expiresAt);
    }

    /** To the minute, so that a busy program does not cost a write with each request. */
    void used(Instant now) {
        if (lastUsedAt == null || lastUsedAt.plus(USE_NOTED_EVERY).isBefore(now)) {
            lastUsedAt = now;
        }
    }

    String username() {
        return username;
    }

    String name() {
        return name;
    }

    Role role() {
        return role;
    }

    TokenScope scope() {
        return scope;
    }

    ApiTokenView view() {
        return new ApiTokenView(id, name, scope, createdAt, expiresAt, lastUsedAt);
    }
}
