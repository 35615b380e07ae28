package energy.ems.simulator;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What a person sees of a long run: a line on standard error, rewritten on a terminal, added now and then elsewhere. */
final class Progress {

    private static final long BETWEEN_LINES = Duration.ofSeconds(10).toNanos();

    private final PrintStream out;
    private final boolean quiet;
    private final boolean terminal;
    private final long total;
    private final long began = System.nanoTime();
    private long lastLine = began;
    private boolean lineOpen;

    /** @param total measurements of the whole run, or {@link Long#MAX_VALUE} when it does not end */
    Progress(PrintStream out, boolean quiet, boolean terminal, long total) {
        this.out = out;
        this.quiet = quiet;
        this.terminal = terminal;
        this.total = total;
    }

    synchronized void show(long sent) {
        if (quiet || (!terminal && System.nanoTime() - lastLine < BETWEEN_LINES)) {
            return;
        }
        lastLine = System.nanoTime();
        if (terminal) {
            out.print("\r" + line(sent) + "   ");
            out.flush();
            lineOpen = true;
        } else {
            out.println(line(sent));
        }
    }

    synchronized void notice(String text) {
        if (lineOpen) {
            out.println();
            lineOpen = false;
        }
        out.println("simulator: " + text);
    }

    /** The last line; said even when the run was too short for any other. */
    synchronized void end(String text) {
        if (!quiet) {
            notice(text);
        }
    }

    private String line(long sent) {
        double seconds = Math.max(0.001, (System.nanoTime() - began) / 1e9);
        String share = total == Long.MAX_VALUE
                ? ""
                : String.format(Locale.ROOT, " of %,d (%d %%)", total, Math.min(100, sent * 100 / Math.max(1, total)));
        return String.format(Locale.ROOT, "simulator: %,d%s measurements sent, %,.0f/s", sent, share, sent / seconds);
    }
}
