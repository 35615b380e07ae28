package energy.ems.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id,name\na,Heat pump\n",
                "id;name\r\na;Heat pump\r\n",
                "id\tname\na\tHeat pump",
                "\uFEFFid;name\r\na;Heat pump\r\n;\r\n;;;\r\n",
                "sep=;\r\nid;name\r\na;Heat pump\r\n",
                "\uFEFFsep=;\r\n\"id\";\"name\"\r\n\"a\";\"Heat pump\"\r\n",
                "id, name\na, \"Heat pump\"\n"
            })
    void readsWhatSpreadsheetsWrite(String file) {
        assertThat(records(file)).containsExactly(List.of("id", "name"), List.of("a", "Heat pump"));
    }

    @Test
    void keepsWhatIsQuoted() {
        assertThat(records("id;name\na;\"Boiler; \"\"big\"\"\nand old\"\n").get(1))
                .containsExactly("a", "Boiler; \"big\"\nand old");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\n\n\n", ";;;\r\n;;;\r\n", "sep=;"})
    void hasNothingWhereNothingIs(String file) {
        assertThat(records(file)).isEmpty();
    }

    @Test
    void tellsTheLineOnWhichARecordBegins() {
        CsvReader reader = new CsvReader(new StringReader("sep=;\nid;name\n;;\na;\"two\nlines\"\n\nb;Oven\n"));
        List<Integer> lines = new ArrayList<>();
        while (reader.next() != null) {
            lines.add(reader.line());
        }
        assertThat(lines).containsExactly(2, 4, 7);
    }

    @Test
    void refusesAQuotationThatDoesNotEnd() {
        CsvReader reader = new CsvReader(new StringReader("id,name\na,\"Heat pump\nb,Oven\n"));
        reader.next();
        assertThatThrownBy(reader::next).isInstanceOf(IllegalArgumentException.class);
        assertThat(reader.line()).isEqualTo(2);
    }

    @Test
    void refusesARecordThatIsTooLong() {
        CsvReader reader = new CsvReader(new StringReader("id,name\na," + "x".repeat(20_001)));
        reader.next();
        assertThatThrownBy(reader::next).hasMessageContaining("longer");
    }

    @Test
    void refusesAnotherCharacterSetInASentence() {
        byte[] file = "id;name\na;Küche\n".getBytes(Charset.forName("windows-1252"));
        CsvReader[] reader = new CsvReader[1];
        assertThatThrownBy(() -> {
                    reader[0] = new CsvReader(
                            new InputStreamReader(new ByteArrayInputStream(file), StandardCharsets.UTF_8.newDecoder()));
                    reader[0].next();
                    reader[0].next();
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UTF-8");
    }

    /** Whatever the file, it is records or one sentence. */
    @Property
    void endsOnEveryText(@ForAll("files") String file) {
        try {
            assertThat(records(file)).allSatisfy(record -> assertThat(record).isNotEmpty());
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of("\"", ",", ";", "\t", "\n", "\r", "\r\n", "a", " ", "sep=", "\uFEFF", "\u0000", "ü")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    private static List<List<String>> records(String file) {
        CsvReader reader = new CsvReader(new StringReader(file));
        List<List<String>> records = new ArrayList<>();
        for (List<String> record = reader.next(); record != null; record = reader.next()) {
            records.add(record);
        }
        return records;
    }
}
