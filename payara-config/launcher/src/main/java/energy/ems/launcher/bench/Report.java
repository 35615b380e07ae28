package energy.ems.launcher.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run has found, for people and for programs.
 *
 * @param machine on what it was measured
 * @param versions of what was measured
 */
record Report(Map<String, String> machine, Map<String, String> versions, List<Result> results) {

    private static final List<String> HEADINGS = List.of("name", "value", "unit", "limit", "ratio");

    JsonObject json() {
        JsonArrayBuilder figures = Json.createArrayBuilder();
        results.forEach(result -> figures.add(result.json()));
        return Json.createObjectBuilder()
                .add("machine", object(machine))
                .add("versions", object(versions))
                .add("results", figures)
                .build();
    }

    private static JsonObjectBuilder object(Map<String, String> texts) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        texts.forEach(object::add);
        return object;
    }

    List<String> table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        for (Result result : results) {
            rows.add(List.of(
                    result.name(),
                    text(result.value()),
                    result.unit(),
                    text(result.limit()),
                    result.ratio() == null ? "" : String.format(Locale.ROOT, "%.2f", result.ratio())));
        }
        List<String> lines = new ArrayList<>();
        lines.add(sentence(machine));
        lines.add(sentence(versions));
        lines.add("");
        for (int i = 0; i < rows.size(); i++) {
            lines.add(line(rows, i));
            if (i > 0 && !results.get(i - 1).note().isEmpty()) {
                lines.add("    " + results.get(i - 1).note());
            }
        }
        return lines;
    }

    /** Names to the left, figures to the right. */
    private static String line(List<List<String>> rows, int number) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < HEADINGS.size(); column++) {
            int place = column;
            int width =
                    rows.stream().mapToInt(row -> row.get(place).length()).max().orElse(1);
            String cell = rows.get(number).get(column);
            String padding = " ".repeat(width - cell.length());
            boolean words = column == 0 || column == 2;
            line.append(words ? cell + padding : padding + cell).append("  ");
        }
        return line.toString().stripTrailing();
    }

    private static String text(Double figure) {
        return figure == null
                ? ""
                : String.format(Locale.ROOT, "%,.9f", Result.rounded(figure)).replaceFirst("\\.?0+$", "");
    }

    private static String sentence(Map<String, String> texts) {
        return texts.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(" · "));
    }
}
