package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A file holds what the page shows: the other period, too, where the page compares. */
@Timeout(300)
class ComparedExportIT {

    /** What the menu's item sends, fetched here so that the file can be read. */
    private static final String FETCH = """
            const item = arguments[0], form = document.getElementById('choice');
            const body = new URLSearchParams(new FormData(form));
            body.append(item, item);
            window.emsFile = null;
            fetch(form.action, {method: 'POST', body}).then(answer => answer.text()).then(text => window.emsFile = text);
            """;

    private Household household;
    private Visitor visitor;

    @BeforeEach
    void openTheSystem() {
        visitor = Visitor.shared();
        household = Household.shared();
        visitor.lookAt(Visitor.Width.DESK);
        visitor.as(household.home(Language.ENGLISH));
    }

    /** By the clock on the wall; in a night in which clocks change an hour may have none beside it. */
    @Test
    void aDayBesideTheDayBefore() {
        open("compare=previous");
        String[] lines = exported("choice:exportShown").strip().split("\r?\n");

        List<String> headings = List.of(lines[0].replace("\uFEFF", "").split(","));
        assertThat(headings).endsWith("compared_start", "compared_energy_kwh");
        Map<Instant, BigDecimal> before = hoursOf(household.tuesday.minusDays(1));
        int beside = 0;
        for (String line : List.of(lines).subList(1, lines.length)) {
            String[] cells = line.split(",", -1);
            OffsetDateTime start = OffsetDateTime.parse(cells[headings.indexOf("start")]);
            String other = cells[headings.indexOf("compared_start")];
            if (!other.isEmpty()) {
                beside++;
                assertThat(OffsetDateTime.parse(other).toLocalDateTime())
                        .isEqualTo(start.toLocalDateTime().minusDays(1));
                assertThat(new BigDecimal(cells[headings.indexOf("compared_energy_kwh")]))
                        .isEqualByComparingTo(
                                before.get(OffsetDateTime.parse(other).toInstant()));
            }
        }
        assertThat(beside).isBetween(23, lines.length - 1);
        assertThat(exported("choice:exportSheet")).startsWith("PK");
        assertThat(exported("choice:exportPaper")).startsWith("%PDF");
    }

    @Test
    void nothingBesideADayThatIsNotCompared() {
        open("compare=none");

        assertThat(exported("choice:exportShown").lines().findFirst())
                .hasValueSatisfying(
                        headings -> assertThat(headings).contains("limit_kwh").doesNotContain("compared"));
    }

    private void open(String comparison) {
        visitor.open("consumption.xhtml?device=" + heatPump() + "&date=" + household.tuesday + "&" + comparison);
        visitor.see("#exportButton");
    }

    private String exported(String item) {
        visitor.script(FETCH, item);
        visitor.until("the file", () -> visitor.script("return window.emsFile") != null);
        return String.valueOf(visitor.script("return window.emsFile"));
    }

    /** As REST tells of them. */
    private Map<Instant, BigDecimal> hoursOf(LocalDate day) {
        JsonObject answer = household
                .administrator
                .get("devices/" + heatPump() + "/consumption?from=" + day + "&to=" + day.plusDays(1) + "&zone="
                        + Household.ZONE)
                .body();
        return answer.getJsonArray("buckets").getValuesAs(JsonObject.class).stream()
                .collect(Collectors.toMap(
                        hour -> OffsetDateTime.parse(hour.getString("start")).toInstant(),
                        hour -> hour.getJsonNumber("energy_kwh").bigDecimalValue()));
    }

    private String heatPump() {
        return household.heatPump(Language.ENGLISH).id();
    }
}
