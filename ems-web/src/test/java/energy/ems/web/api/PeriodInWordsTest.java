package energy.ems.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodInWordsTest {

    /** A Tuesday. */
    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            today | | 2026-11-24 | day
            azi | | 2026-11-24 | day
            Astăzi | | 2026-11-24 | day
            yesterday | | 2026-11-23 | day
            IERI | | 2026-11-23 | day
            alaltăieri | | 2026-11-22 | day
            day before yesterday | | 2026-11-22 | day
            tuesday | | 2026-11-24 | day
            last tuesday | | 2026-11-17 | day
            heat pump last tuesday | heat pump | 2026-11-17 | day
            last tuesday heat pump | heat pump | 2026-11-17 | day
            heat pump on sunday | heat pump | 2026-11-22 | day
            pompa de căldură marți trecută | pompa de căldură | 2026-11-17 | day
            pompa vinerea trecută | pompa | 2026-11-20 | day
            pompă sâmbătă | pompă | 2026-11-21 | day
            this week | | 2026-11-23 | week
            boiler last week | boiler | 2026-11-16 | week
            boiler săptămâna trecută | boiler | 2026-11-16 | week
            luna trecută | | 2026-10-01 | month
            luna aceasta | | 2026-11-01 | month
            last year | | 2025-01-01 | year
            anul trecut | | 2025-01-01 | year
            2026-10-25 | | 2026-10-25 | day
            heat pump 2026-10-25 | heat pump | 2026-10-25 | day
            25.10.2026 | | 2026-10-25 | day
            5/1/2026 | | 2026-01-05 | day
            2026-10 | | 2026-10-01 | month
            2025 | | 2025-01-01 | year
            25 october | | 2026-10-25 | day
            october 25th 2025 | | 2025-10-25 | day
            roof 25 dec | roof | 2025-12-25 | day
            25 octombrie 2026 | | 2026-10-25 | day
            october | | 2026-10-01 | month
            december | | 2025-12-01 | month
            octombrie 2025 | | 2025-10-01 | month
            30 february | 30 | 2026-02-01 | month
            site b in october | site b | 2026-10-01 | month
            """)
    void reads(String typed, String rest, LocalDate day, String view) {
        assertThat(PeriodInWords.read(typed, TODAY)).hasValue(new PeriodInWords(rest == null ? "" : rest, day, view));
    }

    /** What is no day, what has not begun, and numbers that are names. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "heat pump",
                "last",
                "week",
                "meter 2025",
                "2026-13-01",
                "2026-02-30",
                "2026-11-25",
                "december 2026",
                "1900-01-01",
                "2027",
                "99999999999-1-1"
            })
    void readsNothing(String typed) {
        assertThat(PeriodInWords.read(typed, TODAY)).isEmpty();
    }
}
