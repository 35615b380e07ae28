package energy.ems.tracing;

/** A part of the way that is under way. Of one thread. */
public interface Step extends AutoCloseable {

    /** What nobody looks at. */
    Step NONE = new Step() {
        @Override
        public void failed(Throwable cause) {
            // Nobody asks.
        }

        @Override
        public void close() {
            // Nothing was begun.
        }
    };

    void failed(Throwable cause);

    /** It is over. */
    @Override
    void close();
}
