package energy.ems.metering.profile;

/** How far the energy of an hour, or of a longer bucket, can be relied on. */
public enum Quality {
    /** All of it was measured. */
    MEASURED,
    /** Shared out in proportion to time at the start or the end, because no reading falls exactly there. */
    ESTIMATED,
    /** Measured, but not for the whole time: readings are lacking, held as pending, or yet to come. */
    PARTIAL,
    /** Nothing is known. The energy is absent, which is not the same as zero. */
    MISSING
}
