package energy.ems.boundary;

import jakarta.ejb.ApplicationException;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Input that breaks a rule. Names the field and a message key, so that each front end words it in its own language. */
@ApplicationException(rollback = true)
public class InvalidInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final Rule rule;
    private final transient List<Object> arguments;
    private final transient List<InvalidInputException> further;

    /** The rules of accounts and devices; {@link #key()} is the key in the front ends' bundles. */
    public enum Rule {
        REQUIRED("is required"),
        TOO_LONG("is longer than {0} characters"),
        TOO_SHORT("is shorter than {0} characters"),
        CONTROL_CHARACTERS("contains control characters"),
        PATTERN("may only hold the characters {0}"),
        NOT_A_NUMBER("is not a number"),
        NEGATIVE("must not be less than zero"),
        NOT_POSITIVE("must be greater than zero"),
        TOO_LARGE("must not be greater than {0}"),
        TOO_PRECISE("has more than {0} decimals"),
        NOT_ONE_OF("must be one of {0}"),
        NOT_A_PATH("must be names separated by /, none of them empty"),
        NO_POWER("must not be {0}, a power, because a CUMULATIVE device shows energy"),
        NOT_A_DURATION("must be an ISO-8601 duration such as PT10M, between {0} and {1}"),
        NOT_AN_ADDRESS("is not an e-mail address"),
        NOT_A_ZONE("is not a time zone such as Europe/Bucharest"),
        NOT_A_DATE("must be an instant such as 2026-11-24T10:00:00Z, or {0}"),
        NOT_IN_FUTURE("must lie in the future"),
        IN_FUTURE("must not lie in the future"),
        TOO_EARLY("must not lie before {0}"),
        NOT_STAFF("is neither of the staff nor the owner"),
        TOO_LATE("must not lie after {0}"),
        UNKNOWN("does not exist"),
        TAKEN("{0} belongs to {1} already"),
        RESERVED("is reserved for EMS itself"),
        DUPLICATE("occurs already in line {0}"),
        UNCHANGEABLE("cannot be changed"),
        TOO_COMMON("is too easily guessed"),
        WRONG("is wrong"),
        SIGN_ON_AGAIN("has to be given to the single sign-on again, in the portal"),
        SAME("must differ from the former"),
        MALFORMED("is malformed: {0}"),
        TOO_MANY_LINES("has more than {0} lines"),
        TOO_MANY("are more than {0}"),
        NO_SUCH("name {0}, which does not exist"),
        CIRCLE("would close a circle: {0}"),
        TOO_DEEP("would lie inside one another more than {0} deep");

        private final String english;

        Rule(String english) {
            this.english = english;
        }

        /** For instance {@code invalid.too_long}. */
        public String key() {
            return "invalid." + name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param field the field's name as in the REST contract, for instance {@code max_hourly_kwh}
     * @param arguments the values for the placeholders of the rule's text
     */
    public InvalidInputException(String field, Rule rule, Object... arguments) {
        super(field + " " + new MessageFormat(rule.english, Locale.ROOT).format(arguments));
        this.field = field;
        this.rule = rule;
        this.arguments = List.copyOf(Arrays.asList(arguments));
        this.further = List.of();
    }

    private InvalidInputException(InvalidInputException first, List<InvalidInputException> further) {
        super(first.getMessage());
        this.field = first.field;
        this.rule = first.rule;
        this.arguments = first.arguments;
        this.further = List.copyOf(further);
    }

    /** All that is wrong with an input, told at once; the first problem stands for them all. */
    static InvalidInputException of(List<InvalidInputException> problems) {
        return problems.size() == 1
                ? problems.get(0)
                : new InvalidInputException(problems.get(0), problems.subList(1, problems.size()));
    }

    /** Every problem of the input, this one first. */
    public List<InvalidInputException> all() {
        return further == null || further.isEmpty()
                ? List.of(this)
                : Stream.concat(Stream.of(this), further.stream()).toList();
    }

    public String field() {
        return field;
    }

    public Rule rule() {
        return rule;
    }

    public String messageKey() {
        return rule.key();
    }

    public List<Object> arguments() {
        return arguments == null ? List.of() : arguments;
    }
}
