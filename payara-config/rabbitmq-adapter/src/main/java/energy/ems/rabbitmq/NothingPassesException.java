package energy.ems.rabbitmq;

import java.util.Set;

/** Of a batch, some messages are not done, and it is no fault of theirs: something that all messages need is away. */
public final class NothingPassesException extends PartlyProcessedException {

    private static final long serialVersionUID = 1L;

    /**
     * @param failed the positions in the batch of the messages that are not done, from 0
     * @param cause what is away
     */
    public NothingPassesException(Set<Integer> failed, Throwable cause) {
        super(failed, cause);
    }
}
