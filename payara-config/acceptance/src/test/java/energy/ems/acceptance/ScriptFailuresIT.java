package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What fails in a browser is known to the server's log, where somebody looks. */
@Timeout(300)
class ScriptFailuresIT {

    private Household household;
    private Visitor visitor;
    private ServerLog log;

    @BeforeEach
    void openAPage() {
        visitor = Visitor.shared();
        household = Household.shared();
        assumeTrue(household.system.log().isPresent(), "the server's log is elsewhere");
        visitor.lookAt(Visitor.Width.DESK);
        visitor.as(household.home(Language.ENGLISH));
        visitor.open("account.xhtml");
        log = ServerLog.fromNowOn(household.system);
    }

    @Test
    void isToldWithThePageAndWhoHasIt() {
        // A script of the page: of others the browser says nothing but that there was an error.
        visitor.script("""
                const script = document.createElement('script');
                script.nonce = document.querySelector('script[nonce]').nonce;
                script.textContent = "Promise.reject('kept by nobody'); throw new Error('out of\\\\nline \\u0219');";
                document.head.append(script);
                """);

        visitor.until(
                "both in the log",
                () -> log.complaints(0).stream().filter(ScriptFailuresIT::isOne).count() >= 2);
        assertThat(log.complaints(0).stream().filter(ScriptFailuresIT::isOne))
                .allMatch(
                        line -> line.contains(household.home(Language.ENGLISH)) && line.contains("/ems/account.xhtml"))
                .anyMatch(line -> line.contains("out of?line ?"))
                .anyMatch(line -> line.contains("promise kept by nobody"));
        visitor.forgiveComplaints();
    }

    private static boolean isOne(String line) {
        return line.contains("A script failed in the browser");
    }
}
