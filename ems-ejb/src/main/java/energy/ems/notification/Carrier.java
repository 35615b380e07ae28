package energy.ems.notification;

/** What takes letters to where their people are. Thread-safe. */
interface Carrier {

    /** Tries once. Never throws for what the other side does. */
    Outcome send(Letter letter);
}
