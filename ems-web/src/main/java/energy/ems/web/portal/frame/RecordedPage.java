package energy.ems.web.portal.frame;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** A page that is written, but not sent yet. Its headers and status stand in the response already. */
final class RecordedPage extends HttpServletResponseWrapper {

    private final StringWriter text = new StringWriter();
    private final PrintWriter writer = new PrintWriter(text);

    RecordedPage(HttpServletResponse response) {
        super(response);
    }

    @Override
    public PrintWriter getWriter() {
        return writer;
    }

    /** Nothing is sent before it is complete. */
    @Override
    public void flushBuffer() {
        writer.flush();
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        text.getBuffer().setLength(0);
    }

    @Override
    public void reset() {
        super.reset();
        text.getBuffer().setLength(0);
    }

    String text() {
        writer.flush();
        return text.toString();
    }

    /** Sends it as it is. */
    void send() throws IOException {
        if (!isCommitted() && !text().isEmpty()) {
            getResponse().getWriter().write(text());
        }
    }
}
