-- Where old readings are removed (EMS_KEEP_READINGS): those before this instant are final, and gone but for some days of
-- them; null while nothing was ever removed. It is set under the meter's lock before the first reading goes.
ALTER TABLE meter
    ADD COLUMN readings_kept_from BIGINT NULL;
