package energy.ems.web.portal.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void numbersKeepAllTheirDigitsAndTheirSign() {
        assertThat(row(new BigDecimal("0.000000000001"), new BigDecimal("1E+3"), new BigDecimal("-7.5"), 6))
                .isEqualTo("0.000000000001,1000,-7.5,6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"})
    void aTextThatASpreadsheetWouldCalculateIsDefused(String text) {
        assertThat(row(text)).startsWith("'");
    }

    @Test
    void separatorsQuotesAndLineBreaksAreQuoted() {
        assertThat(row("a,b", "say \"hello\"", "two\nlines")).isEqualTo("\"a,b\",\"say \"\"hello\"\"\",\"two\nlines\"");
    }

    @Test
    void aFormulaInQuotesIsDefusedInsideThem() {
        assertThat(row("=HYPERLINK(\"http://x\",\"y\")")).startsWith("\"'=HYPERLINK");
    }

    @Test
    void whatIsNotThereIsAnEmptyCell() {
        assertThat(row("a", null, "b")).isEqualTo("a,,b");
    }

    private static String row(Object... cells) {
        String[] lines = new Csv("heading").row(Csv.cells(cells)).toString().split("\r\n", 2);
        return lines[1].substring(0, lines[1].length() - 2);
    }
}
