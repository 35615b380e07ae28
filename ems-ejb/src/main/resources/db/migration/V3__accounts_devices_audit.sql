-- Times are epoch milliseconds, UTC. Names that people sort by are compared without case; ids and user names bytewise.

CREATE TABLE account (
    username             VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    display_name         VARCHAR(200) NOT NULL,
    email                VARCHAR(254) NULL,
    role                 VARCHAR(16)  NOT NULL,
    zone                 VARCHAR(64)  NOT NULL,
    language             VARCHAR(8)   NOT NULL,
    active               BOOLEAN      NOT NULL,
    must_change_password BOOLEAN      NOT NULL,
    password_hash        VARCHAR(400) NOT NULL,
    session_generation   BIGINT       NOT NULL,
    version              BIGINT       NOT NULL,
    created_at           BIGINT       NOT NULL,
    last_login_at        BIGINT       NULL,
    PRIMARY KEY (username),
    KEY account_by_role (role, active)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE api_token (
    id           BIGINT       NOT NULL AUTO_INCREMENT,
    username     VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    name         VARCHAR(100) NOT NULL,
    scope        VARCHAR(8)   NOT NULL,
    secret_hash  CHAR(64)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at   BIGINT       NOT NULL,
    expires_at   BIGINT       NOT NULL,
    last_used_at BIGINT       NULL,
    PRIMARY KEY (id),
    UNIQUE KEY api_token_by_secret (secret_hash),
    KEY api_token_by_user (username),
    CONSTRAINT api_token_account FOREIGN KEY (username) REFERENCES account (username) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE device (
    id                   VARCHAR(64)    CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    name                 VARCHAR(200)   NOT NULL,
    description          VARCHAR(2000)  NULL,
    address              VARCHAR(300)   NULL,
    owner                VARCHAR(64)    CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    max_hourly_kwh       DECIMAL(18, 6) NULL,
    reading_mode         VARCHAR(16)    NOT NULL,
    interval_stamp       VARCHAR(8)     NOT NULL,
    unit                 VARCHAR(8)     NOT NULL,
    register_capacity    DECIMAL(24, 6) NULL,
    expected_interval_ms BIGINT         NOT NULL,
    version              BIGINT         NOT NULL,
    created_at           BIGINT         NOT NULL,
    updated_at           BIGINT         NOT NULL,
    -- name, id, owner and address without case and accents: what a search looks at
    search_text          VARBINARY(1400) NOT NULL,
    PRIMARY KEY (id),
    -- a search is one pass over this index, in the order that the list is shown in
    KEY device_by_name (name, search_text),
    KEY device_by_owner (owner, name),
    KEY device_by_limit (max_hourly_kwh),
    KEY device_by_update (updated_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Where the versions of a deleted device stopped, so that they go on from there when it is created again.
CREATE TABLE device_tombstone (
    device_id  VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    version    BIGINT      NOT NULL,
    deleted_at BIGINT      NOT NULL,
    PRIMARY KEY (device_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE device_change (
    device_id  VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    version    BIGINT      NOT NULL,
    kind       VARCHAR(16) NOT NULL,
    changed_at BIGINT      NOT NULL,
    changed_by VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    -- the owner from this version on
    owner      VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    -- JSON: [[field, before, after], …]
    fields     MEDIUMTEXT  NOT NULL,
    PRIMARY KEY (device_id, version)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- The limit in force from an hour on, until the next row of the device.
CREATE TABLE device_limit (
    device_id      VARCHAR(64)    CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    valid_from     BIGINT         NOT NULL,
    max_hourly_kwh DECIMAL(18, 6) NULL,
    PRIMARY KEY (device_id, valid_from)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE audit_entry (
    id      BIGINT        NOT NULL AUTO_INCREMENT,
    at      BIGINT        NOT NULL,
    actor   VARCHAR(64)   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    action  VARCHAR(32)   NOT NULL,
    subject VARCHAR(200)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    detail  VARCHAR(2000) NULL,
    address VARCHAR(64)   NULL,
    outcome VARCHAR(16)   NOT NULL,
    PRIMARY KEY (id),
    KEY audit_by_time (at),
    KEY audit_by_actor (actor, action, address),
    KEY audit_by_action (action, at),
    KEY audit_by_subject (subject, at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
