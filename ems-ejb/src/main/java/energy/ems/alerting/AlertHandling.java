package energy.ems.alerting;

import energy.ems.alerting.AlertEntry.Act;
import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditLog;
import energy.ems.boundary.Caller;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InputCheck;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.boundary.NotFoundException;
import energy.ems.boundary.Roles;
import energy.ems.boundary.StaffDirectory;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The door to what people do about an alert besides acknowledging it: who sees to it, and what they say of it. */
@Stateless
@RolesAllowed({Roles.USER, Roles.OPERATOR, Roles.ADMINISTRATOR})
public class AlertHandling {

    public static final int LONGEST_COMMENT = 1000;

    /** Of one alert. */
    public static final int MOST_COMMENTS = 200;

    private static final int SUGGESTIONS = 20;

    @Inject
    HeldAlerts alerts;

    @Inject
    AlertNotes notes;

    @Inject
    StaffDirectory staff;

    @Inject
    AuditLog auditLog;

    @Inject
    Caller caller;

    /**
     * What became of it, the oldest first. An owner sees what was since it is theirs.
     *
     * @throws NotFoundException when there is none of that number for the caller
     */
    public List<AlertEntry> history(long id) {
        Alert alert = alerts.seen(id);
        Instant since = caller.seesAll() ? null : alert.ownerSince();
        return notes.of(id, since);
    }

    /**
     * Says something of it, to everybody who sees it. What was said stays.
     *
     * @param text at most {@value #LONGEST_COMMENT} characters, lines included
     * @throws NotFoundException when there is none of that number for the caller
     * @throws ConflictException when there are {@value #MOST_COMMENTS} comments
     */
    public void comment(long id, String text) {
        String words = text == null ? "" : text.strip().replace("\r\n", "\n");
        InputCheck check = new InputCheck();
        check.require(!words.isEmpty(), "text", Rule.REQUIRED);
        check.require(
                words.codePointCount(0, words.length()) <= LONGEST_COMMENT, "text", Rule.TOO_LONG, LONGEST_COMMENT);
        check.require(
                words.chars().allMatch(each -> each == '\n' || each == '\t' || !Character.isISOControl(each)),
                "text",
                Rule.CONTROL_CHARACTERS);
        check.finish();
        Alert alert = alerts.held(List.of(id)).get(0);
        if (alert.comments() >= MOST_COMMENTS) {
            throw new ConflictException(
                    "conflict.too_many_comments", "an alert has no more than " + MOST_COMMENTS + " comments");
        }
        alert.commented();
        notes.add(id, Act.COMMENTED, caller.username(), null, words);
        // BEWARE: not what was said. The log cannot forget, and a comment may name people.
        auditLog.record(AuditAction.ALERT_COMMENTED, alert.deviceId(), "alert " + id);
    }

    /**
     * Gives it to somebody, or with null to nobody; whoever had it before stands in its history.
     *
     * @param username an operator, an administrator, or the owner of the alert
     * @throws NotFoundException when there is none of that number
     */
    @RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
    public void assign(long id, String username) {
        assign(alerts.held(List.of(id)).get(0), username);
    }

    /**
     * The same, unless somebody else was faster.
     *
     * @param seen to whom the caller has seen it assigned, or null
     * @throws ConflictException when it is another by now
     */
    @RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
    public void assign(long id, String username, String seen) {
        Alert alert = alerts.held(List.of(id)).get(0);
        if (!Objects.equals(alert.assignedTo(), seen)) {
            throw ConflictException.stale("Alert", id);
        }
        assign(alert, username);
    }

    private void assign(Alert alert, String username) {
        String assignee = username == null || username.isBlank() ? null : username.strip();
        if (Objects.equals(alert.assignedTo(), assignee)) {
            return;
        }
        if (assignee != null && !assignee.equals(alert.owner()) && !staff.isStaff(assignee)) {
            throw new InvalidInputException("assigned_to", Rule.NOT_STAFF);
        }
        String former = alert.assignedTo();
        alert.assign(assignee);
        notes.add(
                alert.id(),
                assignee == null ? Act.UNASSIGNED : Act.ASSIGNED,
                caller.username(),
                assignee == null ? former : assignee,
                null);
        auditLog.record(
                AuditAction.ALERT_ASSIGNED,
                alert.deviceId(),
                "alert " + alert.id() + " to " + (assignee == null ? "nobody" : assignee));
    }

    /**
     * To whom it can be assigned: its owner first, then the staff.
     *
     * @param text a part of the user name; null for all
     */
    @RolesAllowed({Roles.OPERATOR, Roles.ADMINISTRATOR})
    public List<String> assignees(long id, String text) {
        String owner = alerts.seen(id).owner();
        List<String> assignees = new ArrayList<>();
        if (owner != null && (text == null || owner.contains(text.strip()))) {
            assignees.add(owner);
        }
        staff.staff(text, SUGGESTIONS).stream()
                .filter(each -> !each.equals(owner))
                .forEach(assignees::add);
        return assignees;
    }
}
