package energy.ems.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import energy.ems.web.live.AlertConnection.Frame;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class AlertConnectionTest {

    private static final Ticket ALICE = new Ticket("alice", false, "session", 7, 1, null);

    private final Browser browser = new Browser();

    @Test
    void alertsArriveInTheirOrder() {
        AlertConnection connection = new AlertConnection(browser.session, ALICE, false);
        connection.offer(new Frame(1, "one"));
        connection.offer(new Frame(2, "two"));
        assertThat(browser.received).containsExactly("one", "two");
    }

    @Test
    void missedAlertsComeBeforeThoseThatAreRaisedMeanwhileAndNoneTwice() {
        AlertConnection connection = new AlertConnection(browser.session, ALICE, true);
        connection.offer(new Frame(3, "three"));
        connection.offer(new Frame(4, "four"));
        assertThat(browser.received).isEmpty();
        connection.catchUp(0, List.of(new Frame(1, "one"), new Frame(2, "two"), new Frame(3, "three")));
        connection.offer(new Frame(3, "three"));
        connection.offer(new Frame(5, "five"));
        assertThat(browser.received).containsExactly("one", "two", "three", "four", "five");
    }

    @Test
    void whatAnotherNodeHasToldIsNotToldAgain() {
        AlertConnection connection = new AlertConnection(browser.session, ALICE, true);
        connection.offer(new Frame(8, "eight"));
        connection.catchUp(10, List.of(new Frame(11, "eleven")));
        connection.offer(new Frame(9, "nine"));
        connection.offer(new Frame(10, "ten"));
        connection.offer(new Frame(12, "twelve"));
        assertThat(browser.received).containsExactly("eleven", "twelve");
    }

    @Test
    void afterADatabaseWasRestoredTheLowerNumbersAreNew() {
        AlertConnection connection = new AlertConnection(browser.session, ALICE, true);
        connection.catchUp(999_999, List.of());
        connection.forget();
        connection.offer(new Frame(101, "after the restoration"));
        assertThat(browser.received).containsExactly("after the restoration");
    }

    @Test
    void aReaderThatIsTooSlowIsDisconnectedAndHoldsUpNobody() {
        browser.reads = false;
        AlertConnection connection = new AlertConnection(browser.session, ALICE, false);
        IntStream.rangeClosed(0, AlertConnection.MOST_WAITING)
                .forEach(sequence -> connection.offer(new Frame(sequence, "alert")));
        assertThat(browser.open).isTrue();
        connection.offer(new Frame(AlertConnection.MOST_WAITING + 1, "alert"));
        assertThat(browser.open).isFalse();
    }

    @Test
    void aLongQueueDoesNotFillTheStack() {
        AlertConnection connection = new AlertConnection(browser.session, ALICE, true);
        connection.catchUp(
                0,
                Stream.iterate(1L, n -> n + 1)
                        .limit(100_000)
                        .map(sequence -> new Frame(sequence, "alert"))
                        .toList());
        assertThat(browser.received).hasSize(100_000);
    }

    @Test
    void afterAFailureNothingMoreIsSent() {
        browser.fails = true;
        AlertConnection connection = new AlertConnection(browser.session, ALICE, false);
        connection.offer(new Frame(1, "one"));
        connection.offer(new Frame(2, "two"));
        assertThat(browser.received).containsExactly("one");
        assertThat(browser.open).isFalse();
    }

    @Test
    void whoGivesNoSignOfLifeIsDisconnectedThoughAlertsGoOut() {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
        AlertConnection connection = new AlertConnection(browser.session, ALICE, false, now::get);
        now.addAndGet(AlertConnection.LONGEST_SILENCE.toNanos());
        connection.offer(new Frame(1, "one"));
        connection.ping();
        assertThat(browser.pings).isEqualTo(1);
        assertThat(browser.open).isTrue();
        now.addAndGet(1);
        connection.ping();
        assertThat(browser.pings).isEqualTo(1);
        assertThat(browser.open).isFalse();
    }

    @Test
    void whoGivesASignOfLifeStays() {
        AtomicLong now = new AtomicLong();
        AlertConnection connection = new AlertConnection(browser.session, ALICE, false, now::get);
        for (int i = 0; i < 10; i++) {
            now.addAndGet(AlertConnection.LONGEST_SILENCE.toNanos());
            connection.ping();
            connection.heard();
        }
        assertThat(browser.pings).isEqualTo(10);
        assertThat(browser.open).isTrue();
    }

    @Test
    void aBrowserComplainsSomeTimesOnly() {
        AlertConnection connection = new AlertConnection(browser.session, ALICE, false);
        assertThat(IntStream.range(0, 100).filter(i -> connection.mayComplain()))
                .hasSize(AlertConnection.MOST_COMPLAINTS);
    }

    /** The far end of a connection; the container's session is an interface too wide to write out. */
    private static final class Browser {

        final List<String> received = new ArrayList<>();
        boolean open = true;
        boolean reads = true;
        boolean fails;
        int pings;

        final RemoteEndpoint.Async remote = proxy(RemoteEndpoint.Async.class, (method, arguments) -> {
            if (method.equals("sendPing")) {
                pings++;
            } else if (method.equals("sendText")) {
                received.add((String) arguments[0]);
                if (reads) {
                    ((SendHandler) arguments[1])
                            .onResult(fails ? new SendResult(new IllegalStateException()) : new SendResult());
                }
            }
            return null;
        });

        final Session session = proxy(Session.class, (method, arguments) -> switch (method) {
            case "getAsyncRemote" -> remote;
            case "isOpen" -> open;
            case "close" -> {
                open = false;
                yield null;
            }
            default -> throw new UnsupportedOperationException(method);
        });

        private interface Call {
            Object answer(String method, Object[] arguments);
        }

        private static <T> T proxy(Class<T> type, Call call) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (self, method, arguments) -> call.answer(method.getName(), arguments)));
        }
    }
}
