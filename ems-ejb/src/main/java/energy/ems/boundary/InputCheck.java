package energy.ems.boundary;

import energy.ems.boundary.InvalidInputException.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects what is wrong with an input, one problem a field, so that people hear of everything in one go. */
public final class InputCheck {

    private final List<InvalidInputException> problems = new ArrayList<>();

    /** Notes a problem unless the rule is kept. */
    public void require(boolean kept, String field, Rule rule, Object... arguments) {
        if (!kept) {
            add(new InvalidInputException(field, rule, arguments));
        }
    }

    /** What the check answers; null, and its problems noted, when it refuses. */
    public <T> T attempt(Supplier<T> check) {
        try {
            return check.get();
        } catch (InvalidInputException invalid) {
            invalid.all().forEach(this::add);
            return null;
        }
    }

    /** Notes these problems, too. */
    public void addAll(List<InvalidInputException> found) {
        found.forEach(this::add);
    }

    private void add(InvalidInputException problem) {
        // What follows from a field's first problem only confuses.
        if (!hasProblemWith(problem.field())) {
            problems.add(problem);
        }
    }

    /** Whether this field has been found wrong. */
    public boolean hasProblemWith(String field) {
        return problems.stream().anyMatch(known -> known.field().equals(field));
    }

    /** In the order in which they were found. */
    public List<InvalidInputException> problems() {
        return List.copyOf(problems);
    }

    /** @throws InvalidInputException with every problem, if there is any */
    public void finish() {
        if (!problems.isEmpty()) {
            throw InvalidInputException.of(problems);
        }
    }
}
