package energy.ems.launcher.bench;

import energy.ems.launcher.Problem;
import energy.ems.launcher.RunningSystem;
import energy.ems.launcher.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code ./ems bench}: measures the running system, with devices of its own that it takes away again. */
public final class Bench {

    private static final List<Benchmark> BENCHMARKS = List.of(
            new Limit(),
            new Single(),
            new Arrays(),
            new Cumulative(),
            new Naive(),
            new Latency(),
            new LatencyUnderLoad(),
            new Storage(),
            new Events(),
            new Recomputation(),
            new Pages(),
            new Growth(),
            new Recovery(),
            new Poison(),
            new UnderAttack());

    private final Callable<RunningSystem> running;
    private final Optional<String> adminPassword;
    private final Terminal terminal;

    /**
     * @param running asked for when something is measured
     * @param adminPassword of the first administrator, for what is measured at the portal
     */
    public Bench(Callable<RunningSystem> running, Optional<String> adminPassword, Terminal terminal) {
        this.running = running;
        this.adminPassword = adminPassword;
        this.terminal = terminal;
    }

    /** @return 0 when all was measured */
    public int run(List<String> arguments) {
        List<String> known = BENCHMARKS.stream().map(Benchmark::name).toList();
        Options options = Options.of(arguments, known, Single.NAME);
        if (options.help()) {
            usage().forEach(terminal::say);
            return 0;
        }
        Report report = measure(options);
        if (options.json()) {
            terminal.say(report.json().toString());
        } else {
            terminal.say("");
            report.table().forEach(terminal::say);
        }
        return 0;
    }

    private Report measure(Options options) {
        // With --json the figures alone are on the standard output.
        Terminal steps = options.json() ? new Terminal(System.err, false) : terminal;
        List<Result> results = new ArrayList<>();
        try (BenchedSystem system = BenchedSystem.reach(running.call());
                Run run = new Run(options, system, adminPassword, steps)) {
            for (Benchmark benchmark : BENCHMARKS) {
                if (options.names().contains(benchmark.name())) {
                    List<Result> found = benchmark.measure(run);
                    run.remember(found);
                    results.addAll(found);
                }
            }
            return new Report(Machine.described(), Machine.versions(system), results);
        } catch (Problem e) {
            throw e;
        } catch (Exception e) {
            throw new Problem("The benchmark failed: " + e.getMessage(), e);
        }
    }

    static List<String> usage() {
        List<String> lines = new ArrayList<>();
        lines.add("Usage: ./ems bench [NAME...] [OPTIONS]");
        lines.add("");
        lines.add("Measures the system that ./ems up has started.");
        lines.add("");
        for (Benchmark benchmark : BENCHMARKS) {
            lines.add("  %-20s %s".formatted(benchmark.name(), benchmark.describe()));
        }
        lines.add("");
        lines.add("  --devices N          how many meters send, in turn (%d)".formatted(Options.DEVICES));
        lines.add("  --measurements N     how many measurements; each benchmark has its own number otherwise");
        lines.add("  --rounds N           how often what is repeated is repeated");
        lines.add("  --rate N             measurements a second that are a load (%d)".formatted(Options.RATE));
        lines.add("  --small N, --large N after how many measurements growth is measured (%d, %d)"
                .formatted(Options.SMALL, Options.LARGE));
        lines.add("  --kinds WORD,WORD    of the kinds of attack only those with such words in their names");
        lines.add("  --json               the figures as one JSON object");
        return lines;
    }
}
