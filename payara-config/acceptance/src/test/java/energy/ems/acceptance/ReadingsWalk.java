package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;

/** Readings that are entered by hand, and hours that are computed anew. */
final class ReadingsWalk extends Walk {

    ReadingsWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("reading:deviceId_input", this::entersAReading);
        known("reading:deviceId_button", in(MeterChoiceIT.class));
        known("reading:timestamp_input", with("reading:deviceId_input"));
        known("reading:timestamp button.ui-datepicker-trigger.ui-button", this::opensACalendar);
        known("reading:value", with("reading:deviceId_input"));
        known("reading:interval", with("reading:deviceId_input"));
        known("reading:reason", with("reading:deviceId_input"));
        known("reading:enter", with("reading:deviceId_input"));
        known("recompute:deviceId_input", with("reading:deviceId_input"));
        known("recompute:deviceId_button", in(MeterChoiceIT.class));
        known("recompute:from_input", in(DayChoiceIT.class));
        known("recompute:to_input", in(DayChoiceIT.class));
        known("recompute:from button.ui-datepicker-trigger.ui-button", in(DayChoiceIT.class));
        known("recompute:to button.ui-datepicker-trigger.ui-button", in(DayChoiceIT.class));
        known("recompute:start", in(HostileProbesIT.class));
    }

    @Override
    String page() {
        return "readings.xhtml";
    }

    /** Minutes are what people know. */
    private void entersAReading() {
        Household.Meter meter = household.makeDevice(
                new Household.Meter("hand-" + household.tag, "Read by hand " + household.tag), null);
        visitor.open(page());
        visitor.focus("[id='reading:deviceId_input']");
        visitor.replace(meter.name());
        visitor.click(visitor.seeText(".ui-autocomplete-item", meter.name()));
        visitor.focus("[id='reading:timestamp_input']");
        visitor.replace(language.write(household.day) + " 05:00");
        visitor.see("[id='reading:value']").sendKeys("0.5");
        visitor.see("[id='reading:interval']").sendKeys("0");
        visitor.see("[id='reading:reason']").sendKeys("read by hand");
        visitor.click("[id='reading:enter']");
        assertThat(visitor.see("[id='reading:intervalMessage']").getText()).contains("24");
        visitor.see("[id='reading:interval']").clear();
        visitor.see("[id='reading:interval']").sendKeys("2 h");
        visitor.click("[id='reading:enter']");
        var five = household.day.atTime(5, 0).atZone(Household.ZONE).toInstant();
        visitor.until(
                "the reading",
                () -> household
                                .administrator
                                .hours(meter.id(), five, five.plusSeconds(3600))
                                .get(0)
                                .getInt("readings")
                        == 1);
        // Of two hours it says so itself, and half of it lies in the second.
        visitor.until(
                "the second hour",
                () -> household
                        .administrator
                        .hours(meter.id(), five.plusSeconds(3600), five.plusSeconds(7200))
                        .get(0)
                        .getJsonNumber("energy_kwh")
                        .bigDecimalValue()
                        .equals(new BigDecimal("0.25")));
        household.removeDevice(meter);
    }

    private void opensACalendar() {
        visitor.click("[id='reading:timestamp'] .ui-datepicker-trigger");
        assertThat(visitor.see(".p-datepicker-panel").getText()).contains("15");
    }
}
