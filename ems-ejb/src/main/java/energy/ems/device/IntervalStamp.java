package energy.ems.device;

/** Which end of its interval an interval value is stamped with. */
public enum IntervalStamp {
    START,
    END
}
