package energy.ems.metering.profile;

/** Which end of its interval an interval value is stamped with. */
public enum IntervalStamp {
    START,
    END
}
