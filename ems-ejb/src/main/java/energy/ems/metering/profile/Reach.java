package energy.ems.metering.profile;

import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;

/** How far the readings of an era reach. */
interface Reach {

    /** The hours that a change of the readings of these instants can touch, ascending by their beginnings. */
    List<HourRange> touchedBy(NavigableSet<Instant> touched);

    /** The readings that have to be known to calculate these hours, ascending. */
    List<Reading> readingsFor(HourRange window);
}
