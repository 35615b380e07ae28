package energy.ems.web.api.people;

import energy.ems.notification.Attempt;
import energy.ems.notification.Channel;
import energy.ems.notification.Problem;
import java.time.Instant;

/** A mail or a request to a webhook, and what became of it. */
public record AttemptJson(
        long id,
        Channel channel,
        Attempt.Kind kind,
        Attempt.State state,
        int alerts,
        int attempts,
        Instant at,
        Instant nextAt,
        Problem problem,
        String detail) {

    static AttemptJson of(Attempt attempt) {
        return new AttemptJson(
                attempt.id(),
                attempt.channel(),
                attempt.kind(),
                attempt.state(),
                attempt.alerts(),
                attempt.attempts(),
                attempt.at(),
                attempt.nextAt(),
                attempt.problem(),
                attempt.detail());
    }
}
