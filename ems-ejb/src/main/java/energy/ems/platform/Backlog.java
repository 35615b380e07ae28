package energy.ems.platform;

import java.time.Instant;

/**
 * Work that waits.
 *
 * @param waiting how many pieces
 * @param oldest since when the oldest of them waits; null when nothing does
 */
public record Backlog(long waiting, Instant oldest) {

    public boolean isEmpty() {
        return waiting == 0;
    }
}
