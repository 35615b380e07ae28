package energy.ems.launcher.bench;

import energy.ems.launcher.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How {@code ./ems bench} was called.
 *
 * @param names what to measure
 * @param measurements empty where each benchmark takes what it needs
 * @param rounds empty likewise
 * @param small after so many stored measurements {@code growth} measures first
 * @param large and after so many for the second time
 * @param rate measurements a second that are the load of {@code latency-under-load}
 * @param kinds words in the names of those kinds of attack that are to be measured; empty for all
 */
record Options(
        List<String> names,
        int devices,
        OptionalInt measurements,
        OptionalInt rounds,
        int small,
        int large,
        int rate,
        List<String> kinds,
        boolean json,
        boolean help) {

    static final int DEVICES = 20_000;
    static final int SMALL = 1_000_000;
    static final int LARGE = 50_000_000;
    static final int RATE = 5_000;

    private static final List<String> KNOWN = List.of(
            "--devices", "--measurements", "--rounds", "--small", "--large", "--rate", "--kinds", "--json", "--help");

    /** @param known the names of the benchmarks
     * @param usual the one that is measured when none is named */
    static Options of(List<String> arguments, Collection<String> known, String usual) {
        Set<String> names = new LinkedHashSet<>();
        Numbers numbers = new Numbers(arguments);
        boolean json = false;
        boolean help = false;
        while (numbers.hasNext()) {
            String argument = numbers.next();
            switch (argument) {
                case "--json" -> json = true;
                case "--help" -> help = true;
                default -> {
                    if (argument.startsWith("-")) {
                        numbers.take(argument);
                    } else if (known.contains(argument)) {
                        names.add(argument);
                    } else {
                        throw new Problem(
                                "There is no benchmark " + argument + "; there are " + String.join(", ", known));
                    }
                }
            }
        }
        return new Options(
                names.isEmpty() ? List.of(usual) : List.copyOf(names),
                numbers.devices,
                numbers.measurements,
                numbers.rounds,
                numbers.small,
                numbers.large,
                numbers.rate,
                numbers.kinds,
                json,
                help);
    }

    int measurementsOr(int usual) {
        return measurements.orElse(usual);
    }

    /** Those that want something behind them, most of them a number. */
    private static final class Numbers {

        private final List<String> arguments;
        private int position;
        private int devices = DEVICES;
        private OptionalInt measurements = OptionalInt.empty();
        private OptionalInt rounds = OptionalInt.empty();
        private int small = SMALL;
        private int large = LARGE;
        private int rate = RATE;
        private List<String> kinds = List.of();

        Numbers(List<String> arguments) {
            this.arguments = new ArrayList<>(arguments);
        }

        boolean hasNext() {
            return position < arguments.size();
        }

        String next() {
            return arguments.get(position++);
        }

        void take(String option) {
            switch (option) {
                case "--devices" -> devices = number(option);
                case "--measurements" -> measurements = OptionalInt.of(number(option));
                case "--rounds" -> rounds = OptionalInt.of(number(option));
                case "--small" -> small = number(option);
                case "--large" -> large = number(option);
                case "--rate" -> rate = number(option);
                case "--kinds" -> kinds = words(option);
                default -> throw new Problem("Unknown option " + option + "; bench knows " + String.join(", ", KNOWN));
            }
        }

        private List<String> words(String option) {
            if (!hasNext()) {
                throw new Problem(option + " wants words, separated by commas");
            }
            return List.of(next().split(","));
        }

        private int number(String option) {
            if (hasNext()) {
                String text = next();
                try {
                    int number = Integer.parseInt(text.replace("_", ""));
                    if (number > 0) {
                        return number;
                    }
                } catch (NumberFormatException e) {
                    throw new Problem(option + " wants a number above 0, not " + text, e);
                }
            }
            throw new Problem(option + " wants a number above 0");
        }
    }
}
