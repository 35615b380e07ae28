package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a page costs the database. */
@Timeout(900)
class QueriesIT {

    private static final long MOST = 8;

    @Test
    void aWeekWithAComparisonCostsAtMostEightQueries() throws SQLException {
        Household household = Household.shared();
        costsFew(
                household,
                "consumption.xhtml?device="
                        + household.lights(Language.ENGLISH).id() + "&date=" + household.day
                        + "&view=week&compare=previous");
    }

    /** One more than bars cost: what was noticed about the readings. However long the period is, it is one query. */
    @Test
    void everyHourOfAMonthCostsAtMostNineQueries() throws SQLException {
        Household household = Household.shared();
        BrowserSession browser =
                BrowserSession.login(household.system.portal(), household.home(Language.ENGLISH), People.PASSPHRASE);
        String page =
                "consumption.xhtml?device=" + household.lights(Language.ENGLISH).id() + "&view=month&chart=heat";
        costsAtMost(MOST + 1, household, database -> cost(browser, page, database));
    }

    @Test
    void aYearOfAPlaceCostsAtMostEightQueriesWhateverStandsInIt() throws SQLException {
        Household household = Household.shared();
        costsFew(household, "places.xhtml?view=year&place=" + household.house(Language.ENGLISH));
    }

    @Test
    void aYearOfAGroupCostsAtMostElevenQueriesHoweverMuchIsInIt() throws SQLException {
        Household household = Household.shared();
        BrowserSession browser =
                BrowserSession.login(household.system.portal(), household.home(Language.ENGLISH), People.PASSPHRASE);
        String page = "groups.xhtml?view=year&group=" + household.group(Language.ENGLISH);
        costsAtMost(MOST + 3, household, database -> cost(browser, page, database));
    }

    @Test
    void aYearOfSeveralDevicesCostsAtMostEightQueriesHoweverManyTheyAre() throws SQLException {
        Household household = Household.shared();
        costsFew(
                household,
                "consumption.xhtml?view=year&devices="
                        + household.heatPump(Language.ENGLISH).id() + ","
                        + household.lights(Language.ENGLISH).id());
    }

    /** It is asked with every letter that somebody types. */
    @Test
    void aSearchCostsAtMostSevenQueriesWhateverItFinds() throws SQLException {
        Household household = Household.shared();
        BrowserSession browser =
                BrowserSession.login(household.system.portal(), household.home(Language.ENGLISH), People.PASSPHRASE);
        costsAtMost(7, household, database -> {
            long before = queries(database);
            HttpResponse<String> answer =
                    browser.get("api/v1/search?zone=Europe/Bucharest&q=" + household.tag + "+last+tuesday");
            long after = queries(database);
            assertThat(answer.body())
                    .contains(household.heatPump(Language.ENGLISH).id(), "\"view\":\"day\"");
            return after - before - 1;
        });
    }

    private static void costsFew(Household household, String page) throws SQLException {
        BrowserSession browser =
                BrowserSession.login(household.system.portal(), household.home(Language.ENGLISH), People.PASSPHRASE);
        costsAtMost(MOST, household, database -> cost(browser, page, database));
    }

    private static void costsAtMost(long most, Household household, ToLongFunction<Connection> cost)
            throws SQLException {
        assumeTrue(household.system.jdbc().isPresent(), "the database is not named");
        try (Connection database =
                DriverManager.getConnection(household.system.jdbc().orElseThrow())) {
            // The system's own timers ask now and then as well. They add to a load's queries and never take from them,
            // so one load between two ticks is enough.
            await().atMost(Duration.ofSeconds(120)).until(() -> cost.applyAsLong(database) <= most);
        }
    }

    private static long cost(BrowserSession browser, String page, Connection database) {
        long before = queries(database);
        HttpResponse<String> answer = browser.get(page);
        long after = queries(database);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<canvas");
        return after - before - 1;
    }

    /** How many queries the server has answered; asking is one itself. */
    private static long queries(Connection database) {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS"
                        + " WHERE VARIABLE_NAME = 'COM_SELECT'")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
