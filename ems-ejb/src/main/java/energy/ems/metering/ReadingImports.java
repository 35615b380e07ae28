package energy.ems.metering;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.Caller;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Roles;
import energy.ems.metering.backfill.BackfillFiles;
import energy.ems.metering.backfill.BackfillView;
import energy.ems.metering.backfill.Backfills;
import energy.ems.metering.backfill.file.Layout;
import energy.ems.metering.backfill.file.LineProblem;
import energy.ems.metering.backfill.file.Recognition;
import energy.ems.metering.meter.Meter;
import energy.ems.metering.meter.MeterState;
import energy.ems.metering.meter.Meters;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Readings of the past, brought in files: a file is sent and looked at, what was recognised is corrected and confirmed,
 * its readings are stored in the background, and all of it can be undone. Operators look, administrators act.
 */
@Stateless
@RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
public class ReadingImports {

    private static final int LONGEST_NAME = 200;

    @Inject
    Backfills backfills;

    @Inject
    BackfillFiles files;

    @Inject
    Meters meters;

    @Inject
    AuditLog auditLog;

    @Inject
    Caller caller;

    /** What was recognised of the file of an import. */
    public record Preview(BackfillView backfill, Recognition recognition) {}

    /**
     * Keeps a file and looks at it; nothing is stored of its readings.
     *
     * @param fileName for people
     * @throws NotFoundException when no registered device has this id
     * @throws InvalidInputException when it is no CSV in UTF-8
     * @throws IOException when it does not come to its end
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Preview send(String deviceId, String fileName, InputStream content) throws IOException {
        Meter meter = registered(deviceId);
        long id = backfills.begin(deviceId, shown(fileName), caller.username());
        boolean readable = false;
        try {
            files.write(id, content);
            Preview preview = preview(meter, id, Layout.UNKNOWN);
            readable = true;
            return preview;
        } finally {
            if (!readable) {
                backfills.discard(deviceId, id);
            }
        }
    }

    private static String shown(String fileName) {
        String name = fileName == null || fileName.isBlank() ? "readings.csv" : fileName.strip();
        String plain = name.replaceAll("\\p{Cntrl}", "");
        return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
    }

    private Meter registered(String deviceId) {
        return meters.find(deviceId)
                .filter(meter -> meter.state() == MeterState.ACTIVE)
                .orElseThrow(() -> new NotFoundException("Device", deviceId));
    }

    private Preview preview(Meter meter, long id, Layout said) {
        try {
            Recognition recognition = Recognition.of(files.read(id), said, meter.settings());
            return new Preview(backfills.view(meter.deviceId(), id), recognition);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("file", Rule.MALFORMED, e.getMessage());
        }
    }

    /**
     * Looks at the file again, by what a person says of it.
     *
     * @param said all that they have said; the rest is recognised
     * @throws ConflictException when it is confirmed already
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Preview say(String deviceId, long id, Layout said) {
        Meter meter = registered(deviceId);
        backfills.say(deviceId, id, said);
        return preview(meter, id, said);
    }

    /**
     * The same by what they have said up to now.
     *
     * @throws ConflictException when it is confirmed already
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Preview preview(String deviceId, long id) {
        return preview(registered(deviceId), id, backfills.said(deviceId, id));
    }

    /**
     * Has the readings stored, in the background.
     *
     * @throws ConflictException when a question is open, nothing would be stored, or it is confirmed already
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public BackfillView confirm(String deviceId, long id) {
        Recognition recognition = preview(deviceId, id).recognition();
        if (!recognition.questions().isEmpty()) {
            throw new ConflictException(
                    "conflict.import_questions", "Import " + id + " has open questions: " + recognition.questions());
        }
        if (recognition.content().readings() == 0) {
            throw new ConflictException(
                    "conflict.import_empty", "Import " + id + " has no readings that the device can take");
        }
        backfills.confirm(
                deviceId, id, recognition.layout(), recognition.content().lines());
        BackfillView backfill = backfills.view(deviceId, id);
        auditLog.record(
                AuditAction.READINGS_IMPORTED,
                deviceId,
                "import " + id + ", " + backfill.fileName() + ", "
                        + recognition.content().readings() + " readings");
        return backfill;
    }

    /** Forgets a file that was not confirmed. */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public void discard(String deviceId, long id) {
        backfills.discard(deviceId, id);
    }

    /**
     * Has all taken back that an import has brought, in the background.
     *
     * @throws ConflictException when it has nothing to undo, or a later import stands on its readings
     */
    @RolesAllowed(Roles.ADMINISTRATOR)
    public BackfillView undo(String deviceId, long id) {
        backfills.undo(deviceId, id, caller.username());
        auditLog.record(AuditAction.IMPORT_UNDONE, deviceId, "import " + id);
        return backfills.view(deviceId, id);
    }

    public BackfillView find(String deviceId, long id) {
        return backfills.view(deviceId, id);
    }

    /** The first lines that were left out. */
    public List<LineProblem> problems(String deviceId, long id) {
        backfills.view(deviceId, id);
        return backfills.problems(id);
    }

    /**
     * The latest imports, newest first.
     *
     * @param deviceId null for those of all devices
     */
    public List<BackfillView> latest(String deviceId) {
        return backfills.latest(deviceId);
    }
}
