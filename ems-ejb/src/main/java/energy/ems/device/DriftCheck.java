package energy.ems.device;

import energy.ems.device.ReconciliationReport.Drift;
import energy.ems.device.ReconciliationReport.Side;
import energy.ems.deviceevents.DeviceDigest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Walks along both sides in the order of ids and tells of each device on which they differ. */
final class DriftCheck {

    private static final int PAGE = 1000;

    private final SideReader management;
    private final SideReader monitoring;

    DriftCheck(
            BiFunction<String, Integer, List<DeviceDigest>> management,
            BiFunction<String, Integer, List<DeviceDigest>> monitoring) {
        this.management = new SideReader(management);
        this.monitoring = new SideReader(monitoring);
    }

    void run(Consumer<Drift> drifts) {
        while (management.peek() != null || monitoring.peek() != null) {
            int order = order(management.peek(), monitoring.peek());
            DeviceDigest managed = order <= 0 ? management.next() : null;
            DeviceDigest monitored = order >= 0 ? monitoring.next() : null;
            Drift.Kind kind = compare(managed, monitored);
            if (kind != null) {
                drifts.accept(new Drift(
                        managed == null ? monitored.deviceId() : managed.deviceId(),
                        kind,
                        managed == null ? null : managed.version(),
                        monitored == null ? null : monitored.version()));
            }
        }
    }

    Side management() {
        return management.side();
    }

    Side monitoring() {
        return monitoring.side();
    }

    private static int order(DeviceDigest managed, DeviceDigest monitored) {
        if (managed == null) {
            return 1;
        }
        return monitored == null ? -1 : managed.deviceId().compareTo(monitored.deviceId());
    }

    private static Drift.Kind compare(DeviceDigest managed, DeviceDigest monitored) {
        if (managed == null) {
            return Drift.Kind.FOREIGN;
        }
        if (monitored == null) {
            return Drift.Kind.MISSING;
        }
        if (managed.version() != monitored.version()) {
            return managed.version() > monitored.version() ? Drift.Kind.OUTDATED : Drift.Kind.AHEAD;
        }
        return managed.equals(monitored) ? null : Drift.Kind.DIFFERENT;
    }

    /** One side, page by page, with its sums. */
    private static final class SideReader {

        private final BiFunction<String, Integer, List<DeviceDigest>> source;
        private final Deque<DeviceDigest> page = new ArrayDeque<>();
        private final MessageDigest checksum = sha256();
        private String last = "";
        private boolean exhausted;
        private long devices;
        private long deleted;

        SideReader(BiFunction<String, Integer, List<DeviceDigest>> source) {
            this.source = source;
        }

        DeviceDigest peek() {
            if (page.isEmpty() && !exhausted) {
                page.addAll(source.apply(last, PAGE));
                exhausted = page.isEmpty();
            }
            return page.peek();
        }

        DeviceDigest next() {
            DeviceDigest digest = page.remove();
            last = digest.deviceId();
            if (digest.deleted()) {
                deleted++;
            } else {
                devices++;
            }
            checksum.update(digest.toString().getBytes(StandardCharsets.UTF_8));
            return digest;
        }

        Side side() {
            return new Side(devices, deleted, HexFormat.of().formatHex(checksum.digest(), 0, 16));
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
