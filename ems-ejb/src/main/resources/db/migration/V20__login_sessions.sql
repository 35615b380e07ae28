-- Where people are logged in to the portal. A row is a session that may go on; deleting it ends the session on every node.
CREATE TABLE login_session (
    id           BIGINT       NOT NULL AUTO_INCREMENT,
    username     VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    -- the account's session_generation under which it is good
    generation   BIGINT       NOT NULL,
    address      VARCHAR(64)  NULL,
    browser      VARCHAR(100) NULL,
    began_at     BIGINT       NOT NULL,
    -- to the minute
    last_used_at BIGINT       NOT NULL,
    PRIMARY KEY (id),
    KEY login_session_by_user (username),
    CONSTRAINT login_session_account FOREIGN KEY (username) REFERENCES account (username) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
