package energy.ems.simulator;

/** Something that the person who started the program has to change; the message is one line that says what. */
final class UsageException extends RuntimeException {

    UsageException(String message) {
        super(message);
    }
}
