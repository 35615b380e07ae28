-- The hours of each day of UTC summed up, beside the hours themselves: a year of many meters is then some thousand rows to
-- read instead of hundreds of thousands. All days of a meter before its mark are summed up; whoever changes an hour
-- before it puts the mark back.
CREATE TABLE day_sum (
    meter_id     BIGINT          NOT NULL,
    day_start    BIGINT          NOT NULL,
    positive_kwh DECIMAL(38, 15) NULL,
    negative_kwh DECIMAL(38, 15) NULL,
    measured     TINYINT         NOT NULL,
    known        TINYINT         NOT NULL,
    hours        VARCHAR(1000)   CHARACTER SET ascii COLLATE ascii_bin NULL,
    PRIMARY KEY (meter_id, day_start)
) ENGINE = InnoDB;

CREATE TABLE day_sum_mark (
    meter_id     BIGINT NOT NULL,
    summed_until BIGINT NOT NULL,
    PRIMARY KEY (meter_id)
) ENGINE = InnoDB;

-- The mark of no meter says when summing up begins. A node of the release before changes hours without knowing of marks;
-- where there are hours already, a day is left for such nodes to go.
INSERT INTO day_sum_mark (meter_id, summed_until)
SELECT 0, CASE WHEN EXISTS (SELECT 1 FROM hourly_consumption) THEN (UNIX_TIMESTAMP() + 86400) * 1000 ELSE 0 END;
