package energy.ems.web.api.devices;

import energy.ems.device.ImportReport;
import java.util.List;

/** What an import would do, or has done. */
public record ImportJson(
        int lines, int created, int updated, int unchanged, int errorCount, List<LineError> errors, boolean applied) {

    /** What is wrong with a line; the header is line 1. */
    public record LineError(int line, String field, String message) {}

    static ImportJson of(ImportReport report) {
        return new ImportJson(
                report.lines(),
                report.created(),
                report.updated(),
                report.unchanged(),
                report.errorCount(),
                report.errors().stream()
                        .map(error -> new LineError(error.line(), error.field(), error.message()))
                        .toList(),
                report.applied());
    }
}
