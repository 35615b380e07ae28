package energy.ems.metering.meter;

/** How far a meter is known. */
public enum MeterState {
    /** It sends readings, but nobody has registered it. */
    UNASSIGNED,
    ACTIVE,
    /** Its device was deleted; a higher version of it can bring it back. */
    DELETED
}
