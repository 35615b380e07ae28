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

/** How long the server takes for each page, as the administrator sees it: from the request to the last byte. */
final class Pages implements Benchmark {

    private static final String NAME = "pages";
    private static final int ROUNDS = 50;
    private static final int WARM_UP = 10;
    private static final int DAYS = 400;

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
        Fleet fleet = run.announced(new Fleet(NAME, 1, Fleet.Mode.INTERVAL, DAYS * 144L));
        new Intake(run, fleet, 144).take(DAYS * 144L);
        Map<String, String> addresses = addresses(fleet.id(0));
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

    private static Map<String, String> addresses(String device) {
        Map<String, String> addresses = new LinkedHashMap<>();
        PAGES.forEach(page -> addresses.put(page, page + ".xhtml"));
        String yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1).toString();
        for (String view : List.of("day", "week", "month", "year")) {
            addresses.put(
                    "consumption, " + view,
                    "consumption.xhtml?device=" + device + "&date=" + yesterday + "&view=" + view);
        }
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
