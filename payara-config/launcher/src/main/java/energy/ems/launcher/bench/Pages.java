package energy.ems.launcher.bench;

import energy.ems.launcher.Problem;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long the server takes for each page, as the administrator sees it: from the request to the last byte. There are forty
 * meters at a place, each with {@value #DAYS} days of readings (--measurements N of all of them together).
 */
final class Pages implements Benchmark {

    private static final String NAME = "pages";
    private static final int ROUNDS = 50;
    private static final int WARM_UP = 10;
    private static final int METERS = 40;
    private static final int DAYS = 400;
    private static final int READINGS_A_DAY = 144;

    private static final List<String> PAGES = List.of(
            "index",
            "devices",
            "alerts",
            "readings",
            "findings",
            "quarantine",
            "unassigned",
            "dead-letters",
            "synchronisation",
            "users",
            "audit",
            "system",
            "account",
            "password");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String describe() {
        return "server time of each page, 95th percentile (--rounds N requests of each)";
    }

    @Override
    public List<Result> measure(Run run) throws Exception {
        int rounds = run.options().rounds().orElse(ROUNDS);
        PortalSession session = PortalSession.login(run);
        long aDay = (long) METERS * READINGS_A_DAY;
        long measurements = Math.max(1, run.options().measurementsOr(Math.toIntExact(DAYS * aDay)) / aDay) * aDay;
        Fleet made = new Fleet(NAME, METERS, Fleet.Mode.INTERVAL, measurements, READINGS_A_DAY);
        Fleet fleet = run.announced(made.at(made.prefix() + "place"));
        new Intake(run, fleet, READINGS_A_DAY).take(measurements);
        Map<String, String> addresses = addresses(fleet.id(0), fleet.prefix() + "place");
        Map<String, List<Double>> times = new LinkedHashMap<>();
        Map<String, String> failures = new LinkedHashMap<>();
        run.step("Getting " + addresses.size() + " pages, " + rounds + " times each", () -> {
            for (int round = -WARM_UP; round < rounds; round++) {
                for (Map.Entry<String, String> page : addresses.entrySet()) {
                    List<Double> of = times.computeIfAbsent(page.getKey(), name -> new ArrayList<>());
                    try {
                        double time = get(session, page.getValue());
                        if (round >= 0) {
                            of.add(time);
                        }
                    } catch (IOException e) {
                        // One answer that fails is told of, and takes no others along.
                        failures.put(page.getKey(), e.getMessage());
                    }
                }
            }
            return null;
        });
        List<Result> results = new ArrayList<>();
        times.forEach((page, all) -> {
            if (all.isEmpty()) {
                throw new Problem("The page " + page + " never came: " + failures.get(page));
            }
            String failure = failures.containsKey(page) ? "an answer failed: " + failures.get(page) : "";
            results.add(Result.of(NAME + ": " + page, Statistics.percentile(all, 95), "ms")
                    .noting(failure));
        });
        return results;
    }

    private static Map<String, String> addresses(String device, String place) {
        Map<String, String> addresses = new LinkedHashMap<>();
        PAGES.forEach(page -> addresses.put(page, page + ".xhtml"));
        addresses.put("portfolio", "portfolio.xhtml?place=" + place);
        String yesterday = "&date=" + LocalDate.now(ZoneOffset.UTC).minusDays(1);
        for (String view : List.of("day", "week", "month", "year")) {
            String period = yesterday + "&view=" + view;
            addresses.put("consumption, " + view, "consumption.xhtml?device=" + device + period);
            addresses.put("place, " + view, "places.xhtml?place=" + place + period);
        }
        String map = yesterday + "&view=year&chart=heat";
        addresses.put("consumption, map of a year", "consumption.xhtml?device=" + device + map);
        addresses.put("place, map of a year", "places.xhtml?place=" + place + map);
        return addresses;
    }

    /** @return milliseconds */
    private static double get(PortalSession session, String page) throws IOException {
        long start = System.nanoTime();
        HttpResponse<String> answer = session.get(page);
        long taken = System.nanoTime() - start;
        if (answer.statusCode() != 200 || answer.uri().getPath().endsWith("login.xhtml")) {
            throw new IOException("status " + answer.statusCode() + " at " + answer.uri());
        }
        return taken / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
