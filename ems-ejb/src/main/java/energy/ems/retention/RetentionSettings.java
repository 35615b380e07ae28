package energy.ems.retention;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** For how long what is kept. Safe for use by several threads. */
@ApplicationScoped
public class RetentionSettings {

    private static final String FOR_EVER = "forever";

    /** A month has at least so many. */
    private static final int DAYS_OF_A_MONTH = 28;

    /** For how long readings are kept ({@code EMS_KEEP_READINGS}). */
    @Inject
    @ConfigProperty(name = "ems.keep.readings")
    Optional<String> readings;

    /** For how long revisions of readings and hours are kept ({@code EMS_KEEP_REVISIONS}). */
    @Inject
    @ConfigProperty(name = "ems.keep.revisions")
    Optional<String> revisions;

    /** For how long alerts are kept after they were cleared ({@code EMS_KEEP_ALERTS}). */
    @Inject
    @ConfigProperty(name = "ems.keep.alerts")
    Optional<String> alerts;

    /** For how long entries of the audit log are kept ({@code EMS_KEEP_AUDIT}). */
    @Inject
    @ConfigProperty(name = "ems.keep.audit")
    Optional<String> audit;

    /** For how long readings of the quarantine are kept after the decision ({@code EMS_KEEP_QUARANTINE}). */
    @Inject
    @ConfigProperty(name = "ems.keep.quarantine")
    Optional<String> quarantine;

    private final Map<Kind, Period> periods = new EnumMap<>(Kind.class);

    /** @throws IllegalStateException naming the setting that cannot be understood, and what it may be */
    @PostConstruct
    void read() {
        read(Kind.READINGS, readings);
        read(Kind.REVISIONS, revisions);
        read(Kind.ALERTS, alerts);
        read(Kind.AUDIT, audit);
        read(Kind.QUARANTINE, quarantine);
    }

    private void read(Kind kind, Optional<String> text) {
        text.map(String::strip)
                .filter(said -> !said.isEmpty() && !said.equalsIgnoreCase(FOR_EVER))
                .ifPresent(said -> periods.put(kind, period(kind, said)));
    }

    static Period period(Kind kind, String text) {
        Period period;
        try {
            period = text.matches("\\d{1,6}") ? Period.ofDays(Integer.parseInt(text)) : Period.parse(text);
        } catch (DateTimeException e) {
            throw wrong(kind, text);
        }
        boolean isNegative = period.getYears() < 0 || period.getMonths() < 0 || period.getDays() < 0;
        if (isNegative || period.toTotalMonths() * DAYS_OF_A_MONTH + period.getDays() < kind.leastDays()) {
            throw wrong(kind, text);
        }
        return period;
    }

    private static IllegalStateException wrong(Kind kind, String text) {
        return new IllegalStateException(
                "%s is \"%s\"; it has to be a number of days or a period such as P2Y or P400D, at least %d days, or %s"
                        .formatted(kind.variable(), text, kind.leastDays(), FOR_EVER));
    }

    /** Whether anything is ever removed. */
    boolean removeAnything() {
        return !periods.isEmpty();
    }

    /** What is kept for a time. */
    Set<Kind> kinds() {
        return Collections.unmodifiableSet(periods.keySet());
    }

    /** For how long it is kept; empty for ever. */
    Optional<Period> period(Kind kind) {
        return Optional.ofNullable(periods.get(kind));
    }

    /** What is older than this may go; empty for nothing. Years and months are those of the calendar, in UTC. */
    Optional<Instant> before(Kind kind, Instant now) {
        return period(kind)
                .map(period -> now.atOffset(ZoneOffset.UTC).minus(period).toInstant());
    }
}
