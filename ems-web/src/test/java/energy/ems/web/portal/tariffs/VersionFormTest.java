package energy.ems.web.portal.tariffs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import energy.ems.boundary.InvalidInputException;
import energy.ems.tariff.billing.Holiday;
import energy.ems.tariff.billing.PriceBlock;
import energy.ems.tariff.billing.Rate;
import energy.ems.tariff.billing.RateRule;
import energy.ems.tariff.billing.StandingCharge;
import energy.ems.tariff.billing.TariffVersion;
import energy.ems.tariff.billing.Tax;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionFormTest {

    private static final TariffVersion FULL = new TariffVersion(
            LocalDate.of(2026, 1, 1),
            List.of(
                    Rate.flat("Day", number("0.9041")),
                    new Rate(
                            "Night",
                            List.of(
                                    new PriceBlock(number("100"), number("0.5")),
                                    new PriceBlock(null, number("0.6"))))),
            List.of(
                    new RateRule("Night", LocalTime.of(22, 0), LocalTime.of(6, 0), Set.of(), true, Set.of()),
                    new RateRule(
                            "Night",
                            LocalTime.of(13, 30),
                            LocalTime.MIDNIGHT,
                            Set.of(DayOfWeek.SUNDAY),
                            false,
                            Set.of(Month.JANUARY, Month.DECEMBER))),
            List.of(new Holiday(LocalDate.of(2026, 12, 25), true), new Holiday(LocalDate.of(2026, 5, 25), false)),
            new StandingCharge(number("10"), StandingCharge.Per.DAY),
            number("0.3"),
            number("5"),
            List.of(new Tax("VAT", number("21")), new Tax("Local tax", number("2.5"))),
            number("265"));

    @Test
    void whatIsShownIsReadBackTheSame() {
        assertThat(VersionForm.of(FULL).version()).isEqualTo(FULL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0,5 | 0.5 in one",
                "0.50 < 100; 0,80 < 200; 1.20 | 0.50 to 100, 0.80 to 200, 1.20",
                "0.50 to 100 kWh; 1.20 | 0.50 to 100, 1.20",
                "0,50 până la 100; 1,20 | 0.50 to 100, 1.20",
            })
    void aPriceIsTypedAsPeopleWriteIt(String typed, String meant) {
        VersionForm form = VersionForm.of(FULL);
        form.getUsual().setPrice(typed);

        Rate rate = form.version().rates().get(0);

        String read = rate.isFlat()
                ? rate.firstPrice() + " in one"
                : String.join(
                        ", ",
                        rate.blocks().stream()
                                .map(block -> block.price() + (block.upToKwh() == null ? "" : " to " + block.upToKwh()))
                                .toList());
        assertThat(read).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"11-2 | 1,2,11,12", "3, 5–6 | 3,5,6", "7 | 7"})
    void monthsAreTypedAsRangesThatGoOverTheYearsEnd(String typed, String meant) {
        VersionForm form = VersionForm.of(FULL);
        form.getFurther().get(0).setMonths(typed);

        assertThat(form.version().rules().get(0).months().stream()
                        .map(Month::getValue)
                        .sorted())
                .containsExactly(
                        List.of(meant.split(",")).stream().map(Integer::valueOf).toArray(Integer[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "free", "-1", "1 < x", "1e3", "0.5 0.6 0.7"})
    void aPriceThatCannotBeReadIsRefused(String typed) {
        VersionForm form = VersionForm.of(FULL);
        form.getUsual().setPrice(typed);

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(form::version)
                .returns("tariff_price", InvalidInputException::field);
    }

    @Test
    void aRowOfWhichNothingIsTypedYetIsToldOf() {
        VersionForm form = VersionForm.of(FULL);
        form.getFurther().add(new PriceForm());

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(form::version)
                .returns("tariff_rate", InvalidInputException::field);
    }

    @Test
    void oneNameWithTwoPricesIsRefused() {
        VersionForm form = VersionForm.of(FULL);
        form.getFurther().get(1).setPrice("7");

        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(form::version);
    }

    @Test
    void theWeekShowsWhichPriceCountsWhen() {
        // The week of Monday 28 December 2026.
        WeekOfPrices week = new WeekOfPrices(FULL, LocalDate.of(2026, 12, 31));

        assertThat(week.getDays()).hasSize(7);
        assertThat(week.getDays().get(0).getDate()).isEqualTo(LocalDate.of(2026, 12, 28));
        List<WeekOfPrices.Cell> sunday = week.getDays().get(6).getCells();
        assertThat(sunday.get(12).getLetter()).isEqualTo("A");
        assertThat(sunday.get(13).getLetter()).as("from half past").isEqualTo("A*");
        assertThat(sunday.get(14).getLetter()).isEqualTo("B");
        assertThat(week.getKeys()).extracting(WeekOfPrices.Key::getLetter).containsExactly("A", "B");
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }
}
