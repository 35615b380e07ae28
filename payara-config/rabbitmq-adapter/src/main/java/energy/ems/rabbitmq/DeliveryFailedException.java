package energy.ems.rabbitmq;

import java.util.Set;

/** A message-driven bean threw, or its transaction did not commit. The messages must be delivered again. */
final class DeliveryFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    DeliveryFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether the message at this position of the batch is not done. */
    boolean concerns(int position) {
        Set<Integer> failed = said(PartlyProcessedException.class) == null
                ? Set.of()
                : said(PartlyProcessedException.class).failed();
        return failed.isEmpty() || failed.contains(position);
    }

    /** Whether the bean itself knows that no message could pass. */
    boolean isOutage() {
        return said(NothingPassesException.class) != null;
    }

    boolean isLostTurn() {
        return said(TurnLostException.class) != null;
    }

    /** What the bean itself said, however the container wrapped it; or null. */
    private <T extends Exception> T said(Class<T> type) {
        for (Throwable each = getCause(); each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        return null;
    }
}
