-- The audit log's chain: each hash is made of the one before and of an entry, in the order in which they were sealed.
CREATE TABLE audit_seal (
    number    BIGINT   NOT NULL,
    entry_id  BIGINT   NOT NULL,
    hash      CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    sealed_at BIGINT   NOT NULL,
    PRIMARY KEY (number),
    UNIQUE KEY audit_seal_by_entry (entry_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Where it begins; whoever seals locks this row.
INSERT INTO audit_seal (number, entry_id, hash, sealed_at)
VALUES (1, 0, REPEAT('0', 64), 0);
