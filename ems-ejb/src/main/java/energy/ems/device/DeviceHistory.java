package energy.ems.device;

import energy.ems.boundary.Caller;
import energy.ems.device.DeviceChangeView.FieldChange;
import energy.ems.device.DeviceChangeView.Kind;
import energy.ems.platform.MultiRowInsert;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What has changed of devices, when and by whom. */
@ApplicationScoped
class DeviceHistory {

    /** Kept, because each use of {@code Json} would look the provider up anew, at a cost of milliseconds. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private static final MultiRowInsert CHANGES = new MultiRowInsert(
            "INSERT INTO device_change (device_id, version, kind, changed_at, changed_by, owner, fields)", 7);

    @PersistenceContext(unitName = "ems")
    EntityManager entityManager;

    @Inject
    Caller caller;

    /** Part of the current transaction, as is the change itself. */
    void keep(List<DeviceChange> changes) {
        String by = caller.username();
        CHANGES.run(
                entityManager, changes.stream().map(change -> row(change, by)).toList());
    }

    private static Object[] row(DeviceChange change, String by) {
        return new Object[] {
            change.device().id(),
            change.version(),
            change.kind().name(),
            change.at().toEpochMilli(),
            by,
            change.device().owner(),
            json(change.fields())
        };
    }

    /**
     * The changes of a device, newest first.
     *
     * @param onlyWhileOwnedBy ends where the device came into this user's hands, without telling from whom; null for all
     */
    @SuppressWarnings("unchecked")
    List<DeviceChangeView> of(String deviceId, String onlyWhileOwnedBy) {
        List<Object[]> rows = entityManager
                .createNativeQuery("SELECT version, kind, changed_at, changed_by, owner, fields FROM device_change"
                        + " WHERE device_id = ?1 ORDER BY version DESC LIMIT 1000")
                .setParameter(1, deviceId)
                .getResultList();
        List<DeviceChangeView> changes = new ArrayList<>();
        for (Object[] row : rows) {
            DeviceChangeView change = view(row);
            if (onlyWhileOwnedBy == null) {
                changes.add(change);
                continue;
            }
            if (!Objects.equals(row[4], onlyWhileOwnedBy) || change.kind() == Kind.DELETED) {
                break;
            }
            changes.add(change.kind() != Kind.CREATED && cameToOwner(change) ? discreet(change) : change);
        }
        return changes;
    }

    private static boolean cameToOwner(DeviceChangeView change) {
        return change.fields().stream().anyMatch(field -> field.field().equals("owner"));
    }

    private static DeviceChangeView discreet(DeviceChangeView change) {
        List<FieldChange> fields = change.fields().stream()
                .filter(field -> field.field().equals("owner"))
                .map(field -> new FieldChange("owner", null, field.after()))
                .toList();
        return new DeviceChangeView(change.version(), change.kind(), change.changedAt(), change.changedBy(), fields);
    }

    private static DeviceChangeView view(Object[] row) {
        return new DeviceChangeView(
                ((Number) row[0]).longValue(),
                Kind.valueOf((String) row[1]),
                Instant.ofEpochMilli(((Number) row[2]).longValue()),
                (String) row[3],
                fields((String) row[5]));
    }

    private static String json(List<FieldChange> fields) {
        JsonArrayBuilder all = JSON.createArrayBuilder();
        for (FieldChange field : fields) {
            all.add(JSON.createArrayBuilder()
                    .add(field.field())
                    .add(field.before() == null ? JsonValue.NULL : JSON.createValue(field.before()))
                    .add(field.after() == null ? JsonValue.NULL : JSON.createValue(field.after())));
        }
        return all.build().toString();
    }

    private static List<FieldChange> fields(String json) {
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            return reader.readArray().getValuesAs(JsonArray.class).stream()
                    .map(field ->
                            new FieldChange(field.getString(0), field.getString(1, null), field.getString(2, null)))
                    .toList();
        }
    }
}
