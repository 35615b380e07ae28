package energy.ems.metering.place;

import energy.ems.deviceevents.DevicePlace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/** A place with the devices that stand in it and the places right below it. Not thread-safe while it is built. */
public final class PlaceTree {

    private final String path;
    private final List<PlacedDevice> mainMeters = new ArrayList<>();
    private final List<PlacedDevice> devices = new ArrayList<>();
    private final TreeMap<String, PlaceTree> places = new TreeMap<>();

    private PlaceTree(String path) {
        this.path = path;
    }

    /**
     * The tree of a place.
     *
     * @param devices all that stand at or below the place
     * @throws IllegalArgumentException when one stands elsewhere
     */
    public static PlaceTree of(String place, Collection<PlacedDevice> devices) {
        PlaceTree root = new PlaceTree(place);
        for (PlacedDevice device : devices) {
            if (!DevicePlace.isAtOrBelow(device.path(), place)) {
                throw new IllegalArgumentException(device.path() + " is not below " + place);
            }
            root.put(device);
        }
        return root;
    }

    /** The tree of everything: the outermost places, and beside them the devices that stand nowhere. */
    public static PlaceTree ofAll(Collection<PlacedDevice> devices) {
        PlaceTree root = new PlaceTree("");
        for (PlacedDevice device : devices) {
            if (device.path() == null) {
                root.devices.add(device);
            } else {
                root.put(device);
            }
        }
        return root;
    }

    /** The tree of the innermost place that holds all of these; of everything, where there is none. */
    public static PlaceTree around(Collection<PlacedDevice> devices) {
        PlaceTree tree = ofAll(devices);
        while (tree.mainMeters.isEmpty() && tree.devices.isEmpty() && tree.places.size() == 1) {
            tree = tree.places.firstEntry().getValue();
        }
        return tree;
    }

    private void put(PlacedDevice device) {
        PlaceTree tree = this;
        while (!tree.path.equals(device.path())) {
            int end = device.path().indexOf(DevicePlace.SEPARATOR, tree.path.length() + 1);
            String next = end < 0 ? device.path() : device.path().substring(0, end);
            tree = tree.places.computeIfAbsent(next, PlaceTree::new);
        }
        (device.mainMeter() ? tree.mainMeters : tree.devices).add(device);
    }

    /**
     * The sums of the place, of all below it and of each device.
     *
     * @param flows what is known of each device by its id; null for nothing
     * @param hours how much of it is known
     */
    public PlaceSum sum(Function<String, Flow> flows, Function<String, DeviceHours> hours) {
        List<PlaceSum> parts = new ArrayList<>();
        places.values().forEach(place -> parts.add(place.sum(flows, hours)));
        devices.forEach(device -> parts.add(PlaceSum.of(device, flows, hours)));
        List<PlaceSum> mains = mainMeters.stream()
                .map(device -> PlaceSum.of(device, flows, hours))
                .toList();
        return PlaceSum.of(path, mains, parts);
    }
}
