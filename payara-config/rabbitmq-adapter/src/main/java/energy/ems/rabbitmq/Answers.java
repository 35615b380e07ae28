package energy.ems.rabbitmq;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;

/**
 * What the broker answers to the messages that one channel publishes, each known by its position in the caller's list.
 * BEWARE: one answer may be for all messages that have none yet, and says nothing of those that have.
 *
 * <p>For one thread beside that of the channel's connection.
 */
final class Answers {

    private final Channel channel;
    private final NavigableMap<Long, Integer> unanswered = new ConcurrentSkipListMap<>();
    private final Map<Integer, String> refused = new ConcurrentHashMap<>();

    /** @param refusal what to say of a message that the broker refuses */
    Answers(Channel channel, String refusal) throws IOException {
        this.channel = channel;
        channel.confirmSelect();
        channel.addConfirmListener(
                (sequence, multiple) -> answered(sequence, multiple),
                (sequence, multiple) ->
                        answered(sequence, multiple).forEach(position -> refused.putIfAbsent(position, refusal)));
    }

    /** The message that is published next, on this channel, is the one at this position. */
    void expect(int position) {
        unanswered.put(channel.getNextPublishSeqNo(), position);
    }

    /** The broker has sent it back. */
    void returned(int position, String reason) {
        refused.put(position, reason);
    }

    /**
     * Waits for the answers to all.
     *
     * @return what the broker did not take, by position, with the reason
     * @throws TimeoutException when nobody knows what it has taken
     */
    Map<Integer, String> await(long timeoutMillis) throws InterruptedException, TimeoutException {
        channel.waitForConfirms(timeoutMillis);
        return new TreeMap<>(refused);
    }

    private List<Integer> answered(long sequence, boolean multiple) {
        NavigableMap<Long, Integer> answered =
                multiple ? unanswered.headMap(sequence, true) : unanswered.subMap(sequence, true, sequence, true);
        List<Integer> positions = List.copyOf(answered.values());
        answered.clear();
        return positions;
    }
}
