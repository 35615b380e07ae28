package energy.ems.device;

import java.math.BigDecimal;

/** Devices for tests. */
final class Drafts {

    private Drafts() {}

    static DeviceDraft named(String name) {
        return draft(null, name, null, null);
    }

    static DeviceDraft owned(String name, String owner) {
        return draft(null, name, owner, null);
    }

    static DeviceDraft draft(String id, String name, String owner, String limit) {
        return new DeviceDraft(id, name, null, null, owner, limit == null ? null : new BigDecimal(limit), null);
    }
}
