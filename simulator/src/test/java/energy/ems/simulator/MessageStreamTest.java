package energy.ems.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageStreamTest {

    private static final String[] EVERYTHING = {
        "--device.id=m{1..5}",
        "--duration=P7D",
        "--faults.duplicate=0.2",
        "--faults.shuffle=40",
        "--faults.late=0.05",
        "--faults.gap=0.02",
        "--faults.malformed=0.01",
        "--batch=7",
        "--speed=max"
    };

    @Test
    void aMessageIsTheContractsJson() {
        assertThat(texts(Runs.of("0.37 0.40", "--device.id=meter:1")))
                .containsExactly(
                        "{\"timestamp\":1791158400000,\"device_id\":\"meter:1\",\"measurement_value\":0.37}",
                        "{\"timestamp\":1791159000000,\"device_id\":\"meter:1\",\"measurement_value\":0.40}");
    }

    @Test
    void aBatchIsAnArrayAndTheRestIsSentToo() {
        List<MessageStream.Outgoing> messages =
                Runs.messages(Runs.of("1 2 3 4 5", "--device.id=a", "--batch=2", "--speed=max"));
        assertThat(messages).extracting(MessageStream.Outgoing::measurements).containsExactly(2, 2, 1);
        assertThat(text(messages.get(0))).startsWith("[{").contains("},{").endsWith("}]");
    }

    @Test
    void inRealTimeABatchDoesNotWaitForTheNextPeriod() {
        assertThat(Runs.messages(Runs.of("1 2", "--device.id=a,b,c", "--batch=100")))
                .extracting(MessageStream.Outgoing::measurements)
                .containsExactly(3, 3);
    }

    @Test
    void theSameRunIsTheSameByteForByte() {
        assertThat(texts(Runs.shipped(EVERYTHING))).isEqualTo(texts(Runs.shipped(EVERYTHING)));
    }

    @Test
    void anotherSeedHasOtherFaults() {
        String[] other = Arrays.copyOf(EVERYTHING, EVERYTHING.length + 1);
        other[EVERYTHING.length] = "--seed=99";
        assertThat(texts(Runs.shipped(other))).isNotEqualTo(texts(Runs.shipped(EVERYTHING)));
    }

    @Test
    void duplicatesRepeatAndNothingElseChanges() {
        List<String> clean = texts(Runs.shipped());
        List<String> doubled = texts(Runs.shipped("--faults.duplicate=0.2"));
        assertThat(doubled.size() - clean.size()).isBetween(4_032 / 7, 4_032 / 4);
        assertThat(new HashSet<>(doubled)).isEqualTo(new HashSet<>(clean));
    }

    @Test
    void shufflingMixesWithinItsBlocks() {
        List<String> clean = texts(Runs.shipped());
        List<String> mixed = texts(Runs.shipped("--faults.shuffle=100"));
        assertThat(mixed).isNotEqualTo(clean).containsExactlyInAnyOrderElementsOf(clean);
        for (int i = 0; i < 4_000; i += 100) {
            assertThat(mixed.subList(i, i + 100)).hasSameElementsAs(clean.subList(i, i + 100));
        }
    }

    @Test
    void lateMeasurementsComeOneToThreeDaysLater() {
        List<String> clean = texts(Runs.shipped("--loop", "--duration=P40D"));
        List<String> late = texts(Runs.shipped("--loop", "--duration=P40D", "--faults.late=0.05"));
        assertThat(late).containsExactlyInAnyOrderElementsOf(clean);
        List<Integer> delays = new ArrayList<>();
        int newest = 0;
        for (int i = 0; i < 5_000; i++) {
            int was = clean.indexOf(late.get(i));
            if (was < newest) {
                delays.add(newest - was);
            } else {
                newest = was;
            }
        }
        assertThat(delays).hasSizeBetween(150, 350).allMatch(delay -> delay >= 143 && delay <= 3 * 144);
    }

    @Test
    void malformedMessagesAreAddedAndReplaceNothing() {
        List<MessageStream.Outgoing> messages = Runs.messages(Runs.shipped("--device.id=m", "--faults.malformed=0.1"));
        List<MessageStream.Outgoing> bad =
                messages.stream().filter(message -> message.measurements() == 0).toList();
        assertThat(bad).hasSizeBetween(300, 500);
        assertThat(messages.stream()
                        .filter(message -> message.measurements() == 1)
                        .map(MessageStreamTest::text))
                .containsExactlyElementsOf(texts(Runs.shipped("--device.id=m")));
        assertThat(bad.stream()
                        .map(message -> text(message).replaceAll("[0-9.]+", "#"))
                        .distinct())
                .hasSizeGreaterThan(15);
    }

    private static List<String> texts(Run run) {
        return Runs.messages(run).stream().map(MessageStreamTest::text).toList();
    }

    private static String text(MessageStream.Outgoing message) {
        return new String(message.body(), StandardCharsets.ISO_8859_1);
    }
}
