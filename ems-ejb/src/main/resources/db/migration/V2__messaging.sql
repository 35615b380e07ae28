-- Messages that have to leave, written by the transaction whose change they tell of.
CREATE TABLE outbox (
    id            BIGINT       NOT NULL AUTO_INCREMENT,
    exchange_name VARCHAR(255) NOT NULL,
    routing_key   VARCHAR(255) NOT NULL,
    body          LONGBLOB     NOT NULL,
    headers       TEXT         NULL,
    created_at    BIGINT       NOT NULL,
    due_at        BIGINT       NOT NULL,
    attempts      INT          NOT NULL DEFAULT 0,
    last_error    VARCHAR(500) NULL,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
