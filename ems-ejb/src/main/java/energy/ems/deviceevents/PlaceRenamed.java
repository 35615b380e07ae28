package energy.ems.deviceevents;

/**
 * CDI event: a place and all below it is called otherwise now; fired when its devices have their new paths.
 *
 * @param from the former path
 * @param to the new one, under which there may have been a place before
 */
public record PlaceRenamed(String from, String to) {}
