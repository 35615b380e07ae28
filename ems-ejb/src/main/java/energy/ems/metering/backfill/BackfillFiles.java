package energy.ems.metering.backfill;

import energy.ems.metering.backfill.file.ReadingsFile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The files, in the database, so that any node can go on with them: compressed and in parts, of which one is in memory at
 * a time. Thread-safe.
 */
@ApplicationScoped
public class BackfillFiles {

    private static final int PART = 256 * 1024;

    @Inject
    BackfillParts parts;

    /** Keeps what comes, however slowly it comes: each part in a transaction of its own. */
    public void write(long id, InputStream content) throws IOException {
        try (OutputStream out = new GZIPOutputStream(new Parts(id))) {
            content.transferTo(out);
        }
    }

    public ReadingsFile read(long id) {
        return new ReadingsFile(() -> open(id));
    }

    private Reader open(long id) {
        try {
            // By a decoder, which refuses what is not UTF-8; by the charset alone it would become question marks.
            return new InputStreamReader(
                    new GZIPInputStream(new JoinedParts(id), PART), StandardCharsets.UTF_8.newDecoder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Parts extends OutputStream {
        private final long id;
        private final byte[] buffer = new byte[PART];
        private int filled;
        private int number;

        Parts(long id) {
            this.id = id;
        }

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            int done = 0;
            while (done < length) {
                int some = Math.min(length - done, PART - filled);
                System.arraycopy(bytes, offset + done, buffer, filled, some);
                filled += some;
                done += some;
                if (filled == PART) {
                    send();
                }
            }
        }

        private void send() {
            parts.add(id, number++, Arrays.copyOf(buffer, filled));
            filled = 0;
        }

        @Override
        public void close() {
            if (filled > 0) {
                send();
            }
        }
    }

    private final class JoinedParts extends InputStream {
        private final long id;
        private byte[] part = {};
        private int position;
        private int number;

        JoinedParts(long id) {
            this.id = id;
        }

        private boolean isAtEnd() {
            if (position == part.length) {
                byte[] next = parts.part(id, number++);
                part = next == null ? new byte[0] : next;
                position = 0;
            }
            return part.length == 0;
        }

        @Override
        public int read() {
            return isAtEnd() ? -1 : part[position++] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (isAtEnd()) {
                return -1;
            }
            int some = Math.min(length, part.length - position);
            System.arraycopy(part, position, bytes, offset, some);
            position += some;
            return some;
        }

        @Override
        public int available() {
            // A reader that asks whether more is there at once is told no, and asks again.
            return 0;
        }
    }
}
