-- Devices, places and other groups under one name, whose energy is summed up. A group without an owner is for all; any
-- other is its owner's alone.
CREATE TABLE device_group (
    id      CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name    VARCHAR(100) NOT NULL,
    owner   VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    version BIGINT       NOT NULL,
    PRIMARY KEY (id),
    KEY device_group_by_owner (owner)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- What a group is made of: the id of a device, the path of a place with all below it, or the id of another group. Devices
-- and places are monitoring's, which may have a database of its own: no foreign key leads there.
CREATE TABLE device_group_member (
    group_id CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind     VARCHAR(6)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    member   VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    PRIMARY KEY (group_id, kind, member),
    KEY device_group_member_by_member (kind, member),
    CONSTRAINT device_group_member_group FOREIGN KEY (group_id) REFERENCES device_group (id) ON DELETE CASCADE,
    CONSTRAINT device_group_member_kind CHECK (kind IN ('DEVICE', 'PLACE', 'GROUP'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
