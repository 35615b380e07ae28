package energy.ems.acceptance;

import java.util.List;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Says beside a failed test what the shared server complained of meanwhile: a page that answers 500 tells its reason to the
 * server's log alone, which is gone with the machine that the tests ran on.
 */
public final class ServersSide implements BeforeEachCallback, TestWatcher {

    private static final ExtensionContext.Namespace OWN = ExtensionContext.Namespace.create(ServersSide.class);

    private static final int LINES_AFTER_EACH = 12;
    private static final int MOST_LINES = 80;

    @Override
    public void beforeEach(ExtensionContext test) {
        test.getStore(OWN).put(ServerLog.class, ServerLog.ofTheSharedSystem());
    }

    @Override
    public void testFailed(ExtensionContext test, Throwable cause) {
        ServerLog log = test.getStore(OWN).get(ServerLog.class, ServerLog.class);
        if (log == null) {
            return;
        }
        List<String> complaints = log.complaints(LINES_AFTER_EACH);
        if (!complaints.isEmpty()) {
            Loud.aside(
                    "the server meanwhile, " + test.getDisplayName(),
                    complaints.subList(Math.max(0, complaints.size() - MOST_LINES), complaints.size()));
        }
    }
}
