-- Codes beside the password. The secret has to be known to check a code, so it cannot be a hash.
CREATE TABLE second_factor (
    username  VARCHAR(64)   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    secret    VARBINARY(64) NOT NULL,
    set_up_at BIGINT        NOT NULL,
    -- the last step of half a minute of which a code was accepted: no code is good twice
    last_step BIGINT        NOT NULL,
    PRIMARY KEY (username),
    CONSTRAINT second_factor_account FOREIGN KEY (username) REFERENCES account (username) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE recovery_code (
    id        BIGINT      NOT NULL AUTO_INCREMENT,
    username  VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    code_hash CHAR(64)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (id),
    KEY recovery_code_by_user (username),
    CONSTRAINT recovery_code_account FOREIGN KEY (username) REFERENCES account (username) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
