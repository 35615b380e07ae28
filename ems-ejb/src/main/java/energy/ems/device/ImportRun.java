package energy.ems.device;

import energy.ems.device.ImportReport.LineError;
import energy.ems.security.InvalidInputException;
import energy.ems.security.InvalidInputException.Rule;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    private final Function<Set<String>, Set<String>> existingOwners;
    private final Function<Set<String>, Map<String, DeviceView>> existingDevices;
    private final Consumer<Collection<DeviceDraft>> store;

    private final Map<String, Integer> lineOfId = new HashMap<>();
    private final Map<Integer, DeviceDraft> chunk = new TreeMap<>();
    private final List<LineError> errors = new ArrayList<>();
    private final List<DeviceDraft> sample = new ArrayList<>();
    private int lines;
    private int created;
    private int updated;
    private int unchanged;
    private int errorCount;

    ImportRun(
            Reader csv,
            Function<Set<String>, Set<String>> existingOwners,
            Function<Set<String>, Map<String, DeviceView>> existingDevices,
            Consumer<Collection<DeviceDraft>> store) {
        this.csv = csv;
        this.existingOwners = existingOwners;
        this.existingDevices = existingDevices;
        this.store = store;
    }

    /** @param apply whether the report may say that the devices are stored, if there was no error */
    ImportReport report(boolean apply) {
        CsvReader reader = new CsvReader(csv);
        try {
            List<String> header = reader.next();
            if (header == null) {
                throw new InvalidInputException("line", Rule.REQUIRED);
            }
            readDevices(reader, new DeviceCsv(header, reader.separator()));
        } catch (InvalidInputException e) {
            note(reader.line(), e);
        } catch (IllegalArgumentException e) {
            note(reader.line(), new InvalidInputException("line", Rule.MALFORMED, e.getMessage()));
        }
        finishChunk();
        return new ImportReport(
                lines, created, updated, unchanged, errorCount, errors, sample, apply && errorCount == 0);
    }

    private void readDevices(CsvReader reader, DeviceCsv columns) {
        for (List<String> record = reader.next(); record != null; record = reader.next()) {
            if (++lines > DeviceImport.MOST_LINES) {
                throw new InvalidInputException("line", Rule.TOO_MANY_LINES, DeviceImport.MOST_LINES);
            }
            try {
                DeviceDraft draft = columns.device(record);
                Integer former = lineOfId.putIfAbsent(draft.id(), reader.line());
                if (former != null) {
                    throw new InvalidInputException("id", Rule.DUPLICATE, former);
                }
                chunk.put(reader.line(), draft);
            } catch (InvalidInputException e) {
                note(reader.line(), e);
            }
            if (chunk.size() == CHUNK) {
                finishChunk();
            }
        }
    }

    private void finishChunk() {
        if (chunk.isEmpty()) {
            return;
        }
        Set<String> owners = existingOwners.apply(chunk.values().stream()
                .map(DeviceDraft::owner)
                .filter(owner -> owner != null)
                .collect(Collectors.toSet()));
        Map<Integer, DeviceDraft> valid = new LinkedHashMap<>();
        chunk.forEach((line, draft) -> {
            if (draft.owner() == null || owners.contains(draft.owner())) {
                valid.put(line, draft);
            } else {
                note(line, new InvalidInputException("owner", Rule.UNKNOWN));
            }
        });
        chunk.clear();
        if (valid.isEmpty()) {
            return;
        }
        count(valid.values());
        // After the first error nothing will be kept; the rest is only checked.
        if (errorCount == 0) {
            store.accept(valid.values());
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

    private void note(int line, InvalidInputException error) {
        errorCount++;
        if (errors.size() < ImportReport.LISTED) {
            errors.add(new LineError(line, error.field(), error.messageKey(), error.arguments(), error.getMessage()));
        }
    }
}
