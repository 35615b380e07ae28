package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openqa.selenium.By;

/** Readings of the past from a file: looked at, imported, undone. */
final class ImportsWalk extends Walk {

    private static final int READINGS = 20;

    ImportsWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("send:deviceId_input", this::importsAFileAndUndoesIt);
        known("send:deviceId_button", in(MeterChoiceIT.class));
        known("send:file_input", with("send:deviceId_input"));
        known("send:file*", with("send:deviceId_input"));
        known("send:look", with("send:deviceId_input"));
        known("imports:table:*:leftOut", with("send:deviceId_input"));
        known("imports:table:*:undo", with("send:deviceId_input"));
    }

    @Override
    String page() {
        return "imports.xhtml";
    }

    private void importsAFileAndUndoesIt() {
        Household.Meter meter = household.makeDevice(
                new Household.Meter("past-" + household.tag, "Read in the past " + household.tag), null);
        visitor.open(page());
        visitor.focus("[id='send:deviceId_input']");
        visitor.replace(meter.name());
        visitor.click(visitor.seeText(".ui-autocomplete-item", meter.name()));
        visitor.chromium().findElement(By.id("send:file_input")).sendKeys(file().toString());
        visitor.click("[id='send:look']");
        visitor.see("[id='layout:confirm']");
        visitor.click("[id='layout:confirm']");
        visitor.until("the readings", () -> readings(meter) == READINGS);
        visitor.click("[id='imports:table:0:leftOut']");
        visitor.see("#leftOutDialog");
        visitor.seeText("#leftOutDialog td", Integer.toString(READINGS + 2));
        visitor.click("#leftOutDialog .ui-dialog-titlebar-close");
        visitor.until("the dialog closes", () -> visitor.openDialogs().isEmpty());
        visitor.click("[id='imports:table:0:undo']");
        visitor.see("#questionDialog");
        visitor.click("[id='questionForm:yes']");
        visitor.until("none any more", () -> readings(meter) == 0);
        visitor.settle();
        household.removeDevice(meter);
    }

    /** Twenty hours, and a line that says nothing. */
    private static Path file() {
        String hours = IntStream.range(0, READINGS)
                .mapToObj("2024-04-03T%02d:00Z;0,25\n"::formatted)
                .collect(Collectors.joining());
        Path file = Scratch.directory("import").resolve("history.csv");
        try {
            return Files.writeString(file, "start;kWh\n" + hours + "nonsense;0,25\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int readings(Household.Meter meter) {
        Api.Answer answer = household.administrator.get(
                "devices/" + meter.id() + "/measurements?from=2024-04-03T00:00:00Z&to=2024-04-04T00:00:00Z");
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().getInt("total");
    }
}
