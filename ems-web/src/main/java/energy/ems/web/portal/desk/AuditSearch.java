package energy.ems.web.portal.desk;

import energy.ems.audit.AuditAction;
import energy.ems.audit.AuditEntry;
import energy.ems.audit.AuditLog;
import energy.ems.audit.AuditQuery;
import energy.ems.web.portal.frame.Figures;
import energy.ems.web.portal.frame.Listing;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.primefaces.model.LazyDataModel;

/** Who did what to whom: the audit log, searchable. */
@Named
@ViewScoped
public class AuditSearch implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?Z");
    /** As an account is described: after its name. */
    private static final Pattern ROLE = Pattern.compile(", (USER|OPERATOR|ADMINISTRATOR)\\b");

    @Inject
    private AuditLog auditLog;

    @Inject
    private Figures figures;

    @Inject
    private Viewer viewer;

    private String actor;
    private AuditAction action;
    private String text;
    private LocalDate from;
    private LocalDate to;
    private transient LazyDataModel<AuditEntry> rows;

    public LazyDataModel<AuditEntry> getRows() {
        if (rows == null) {
            rows = new Listing<>(
                    page -> auditLog.find(new AuditQuery(
                            blankToNull(actor),
                            action,
                            null,
                            blankToNull(text),
                            startOf(from),
                            startOf(to == null ? null : to.plusDays(1)),
                            page)),
                    entry -> Long.toString(entry.id()));
        }
        return rows;
    }

    private Instant startOf(LocalDate day) {
        return day == null ? null : day.atStartOfDay(viewer.getZone()).toInstant();
    }

    private static String blankToNull(String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }

    /** The detail for people: instants in the viewer's zone, roles by their names. */
    public String detail(AuditEntry entry) {
        if (entry.detail() == null || entry.detail().isBlank()) {
            return Figures.NOTHING;
        }
        Texts texts = Texts.ofView();
        String timed = INSTANT.matcher(entry.detail())
                .replaceAll(instant -> Matcher.quoteReplacement(moment(instant.group())));
        return ROLE.matcher(timed)
                .replaceAll(role -> Matcher.quoteReplacement(
                        " (" + texts.get("role." + role.group(1)).toLowerCase(viewer.getLocale()) + ")"));
    }

    private String moment(String instant) {
        try {
            return figures.moment(Instant.parse(instant));
        } catch (DateTimeException onlyLooksLikeOne) {
            return instant;
        }
    }

    public AuditAction[] getActions() {
        return AuditAction.values();
    }

    public String getActor() {
        return actor;
    }

    public void setActor(String actor) {
        this.actor = actor;
    }

    public AuditAction getAction() {
        return action;
    }

    public void setAction(AuditAction action) {
        this.action = action;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public LocalDate getFrom() {
        return from;
    }

    public void setFrom(LocalDate from) {
        this.from = from;
    }

    public LocalDate getTo() {
        return to;
    }

    public void setTo(LocalDate to) {
        this.to = to;
    }
}
