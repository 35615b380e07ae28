-- Who somebody is at the provider of the single sign-on: the subject of an issuer, which is never given to another person,
-- as a mail address or a name is. When the account is deleted, the row stays without one: nobody comes back by themselves.
CREATE TABLE sign_on_identity (
    id         BIGINT       NOT NULL AUTO_INCREMENT,
    issuer     VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    subject    VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    -- the account, or the one that it was
    first_username VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    username   VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    since      BIGINT       NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY sign_on_identity_by_subject (issuer, subject),
    UNIQUE KEY sign_on_identity_by_account (username),
    KEY sign_on_identity_by_first_username (first_username),
    CONSTRAINT sign_on_identity_account FOREIGN KEY (username) REFERENCES account (username) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Null for whoever signs on at the provider: there is no password here.
ALTER TABLE account MODIFY password_hash VARCHAR(400) NULL;
