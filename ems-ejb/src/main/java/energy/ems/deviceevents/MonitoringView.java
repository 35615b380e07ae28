package energy.ems.deviceevents;

import java.util.List;

/** Monitoring's side of a reconciliation: what it has made of the device events so far. */
public interface MonitoringView {

    /**
     * The devices that monitoring has heard of by device event, deleted ones included, meters known only by their
     * readings left out.
     *
     * @param afterDeviceId answer only ids greater than this, compared by code point; empty to start
     * @param limit at most so many
     * @return in ascending order of id
     */
    List<DeviceDigest> digests(String afterDeviceId, int limit);
}
