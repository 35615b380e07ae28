package energy.ems.device;

import energy.ems.boundary.InputCheck;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.device.ImportReport.LineError;
import energy.ems.platform.CsvReader;
import java.io.Reader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One pass over a CSV file, some hundred devices at a time, so that its length does not matter to the memory. */
final class ImportRun {

    private static final int CHUNK = 500;
    private static final int SAMPLE = 20;

    private final Reader csv;
    private final Instant now;
    private final Function<Set<String>, Set<String>> existingOwners;
    private final Function<Set<String>, Map<String, DeviceView>> existingDevices;
    private final Consumer<Collection<DeviceDraft>> store;

    private final Map<String, Integer> lineOfId = new HashMap<>();
    private final Map<Integer, Row> chunk = new TreeMap<>();
    private final List<LineError> errors = new ArrayList<>();
    private final List<DeviceDraft> sample = new ArrayList<>();
    private DeviceCsv columns;
    private int lines;
    private int created;
    private int updated;
    private int unchanged;
    private int errorCount;

    /** A line of the file, with all that is known to be wrong with it. */
    private record Row(List<String> record, DeviceDraft draft, InputCheck check) {}

    ImportRun(
            Reader csv,
            Instant now,
            Function<Set<String>, Set<String>> existingOwners,
            Function<Set<String>, Map<String, DeviceView>> existingDevices,
            Consumer<Collection<DeviceDraft>> store) {
        this.csv = csv;
        this.now = now;
        this.existingOwners = existingOwners;
        this.existingDevices = existingDevices;
        this.store = store;
    }

    /** @param apply whether the report may say that the devices are stored, if there was no error */
    ImportReport report(boolean apply) {
        try {
            read(new CsvReader(csv));
        } catch (IllegalArgumentException e) {
            note(1, null, malformed(e));
        }
        finishChunk();
        return new ImportReport(
                lines, created, updated, unchanged, errorCount, errors, sample, apply && errorCount == 0);
    }

    private void read(CsvReader reader) {
        try {
            List<String> header = reader.next();
            if (header == null) {
                throw new InvalidInputException("line", Rule.REQUIRED);
            }
            readDevices(reader, header);
        } catch (InvalidInputException e) {
            note(reader.line(), null, e);
        } catch (IllegalArgumentException e) {
            note(reader.line(), null, malformed(e));
        }
    }

    private static InvalidInputException malformed(IllegalArgumentException e) {
        return new InvalidInputException("line", Rule.MALFORMED, e.getMessage());
    }

    private void readDevices(CsvReader reader, List<String> header) {
        int headerLine = reader.line();
        try {
            columns = new DeviceCsv(header, reader.separator());
        } catch (InvalidInputException e) {
            e.all().forEach(problem -> note(headerLine, null, problem));
        }
        for (List<String> record = reader.next(); record != null; record = reader.next()) {
            if (++lines > DeviceImport.MOST_LINES) {
                throw new InvalidInputException("line", Rule.TOO_MANY_LINES, DeviceImport.MOST_LINES);
            }
            if (columns != null) {
                readDevice(reader.line(), record);
            }
            if (chunk.size() == CHUNK) {
                finishChunk();
            }
        }
    }

    private void readDevice(int line, List<String> record) {
        InputCheck check = new InputCheck();
        DeviceDraft draft = check.attempt(() -> columns.device(record, now, check));
        if (draft != null && !check.hasProblemWith("id")) {
            Integer former = lineOfId.putIfAbsent(draft.id(), line);
            check.require(former == null, "id", Rule.DUPLICATE, former == null ? 0 : former);
        }
        chunk.put(line, new Row(record, draft, check));
    }

    private void finishChunk() {
        if (chunk.isEmpty()) {
            return;
        }
        Set<String> owners = existingOwners.apply(chunk.values().stream()
                .map(row -> row.draft() == null ? null : row.draft().owner())
                .filter(owner -> owner != null)
                .collect(Collectors.toSet()));
        List<DeviceDraft> valid = new ArrayList<>();
        chunk.forEach((line, row) -> {
            DeviceDraft draft = row.draft();
            row.check()
                    .require(
                            draft == null || draft.owner() == null || owners.contains(draft.owner()),
                            "owner",
                            Rule.UNKNOWN);
            List<InvalidInputException> problems = row.check().problems();
            problems.forEach(problem -> note(line, columns.shown(row.record(), problem.field()), problem));
            if (problems.isEmpty()) {
                valid.add(draft);
            }
        });
        chunk.clear();
        if (valid.isEmpty()) {
            return;
        }
        count(valid);
        // After the first error nothing will be kept; the rest is only checked.
        if (errorCount == 0) {
            store.accept(valid);
        }
    }

    private void count(Collection<DeviceDraft> drafts) {
        Map<String, DeviceView> existing =
                existingDevices.apply(drafts.stream().map(DeviceDraft::id).collect(Collectors.toSet()));
        for (DeviceDraft draft : drafts) {
            DeviceView device = existing.get(draft.id());
            if (device == null) {
                created++;
            } else if (DeviceChange.differs(device, draft)) {
                updated++;
            } else {
                unchanged++;
            }
            if (sample.size() < SAMPLE) {
                sample.add(draft);
            }
        }
    }

    private void note(int line, String value, InvalidInputException error) {
        errorCount++;
        if (errors.size() < ImportReport.LISTED) {
            errors.add(new LineError(
                    line, error.field(), value, error.messageKey(), error.arguments(), error.getMessage()));
        }
    }
}
