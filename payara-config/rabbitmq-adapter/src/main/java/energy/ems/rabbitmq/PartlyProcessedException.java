package energy.ems.rabbitmq;

import jakarta.jms.JMSException;
import java.util.Set;
import java.util.TreeSet;

/** Of a batch, all messages but some are done: their work is committed and they must not come again. */
public sealed class PartlyProcessedException extends JMSException permits NothingPassesException {

    private static final long serialVersionUID = 1L;

    private final TreeSet<Integer> failed;

    /**
     * @param failed the positions in the batch of the messages that are not done, from 0
     * @param cause why the first of them is not
     */
    public PartlyProcessedException(Set<Integer> failed, Throwable cause) {
        super(cause.getMessage());
        this.failed = new TreeSet<>(failed);
        initCause(cause);
    }

    public Set<Integer> failed() {
        return failed;
    }
}
