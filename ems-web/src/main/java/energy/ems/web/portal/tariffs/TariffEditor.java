package energy.ems.web.portal.tariffs;

import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InputCheck;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.InvalidInputException.Rule;
import energy.ems.tariff.TariffView;
import energy.ems.tariff.Tariffs;
import energy.ems.tariff.billing.StandingCharge;
import energy.ems.tariff.billing.Tariff;
import energy.ems.tariff.billing.TariffVersion;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Question;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import energy.ems.web.portal.frame.Zones;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/** The tariffs, and one of them in the editor. What was typed stays until it is stored or given up. */
@Named
@ViewScoped
public class TariffEditor implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Tariffs tariffs;

    @Inject
    private Question question;

    @Inject
    private Viewer viewer;

    @Inject
    private Clock clock;

    private boolean open;
    private Long id;
    private long seen;
    private String name;
    private String currency;
    private String zone;
    private List<VersionForm> versions = new ArrayList<>();
    private int shown;
    private LocalDate newFrom;
    private transient List<TariffView> all;

    public List<TariffView> getAll() {
        if (all == null) {
            all = tariffs.all();
        }
        return all;
    }

    public void begin() {
        id = null;
        seen = 0;
        name = null;
        currency = "EUR";
        zone = viewer.getZone().getId();
        VersionForm first = new VersionForm();
        first.setValidFrom(today().withDayOfYear(1));
        first.getUsual().setName(Texts.ofView().get("tariffs.usual.name"));
        edit(new ArrayList<>(List.of(first)));
    }

    public void edit(TariffView listed) {
        // The list may be minutes old.
        TariffView view = tariffs.get(listed.id());
        id = view.id();
        seen = view.version();
        name = view.name();
        currency = view.tariff().currency().getCurrencyCode();
        zone = view.tariff().zone().getId();
        List<VersionForm> forms = new ArrayList<>();
        view.tariff().versions().forEach(version -> forms.add(VersionForm.of(version)));
        edit(forms);
    }

    private void edit(List<VersionForm> forms) {
        versions = forms;
        shown = forms.size() - 1;
        newFrom = today();
        open = true;
    }

    public void close() {
        open = false;
        all = null;
    }

    public void save() {
        try {
            Tariff tariff = checked();
            TariffView stored = id == null ? tariffs.create(tariff) : tariffs.update(id, tariff, seen);
            Texts.inform("tariffs.saved", stored.name());
            close();
        } catch (InvalidInputException invalid) {
            Problems.show("tariffs", invalid);
        } catch (ConflictException conflict) {
            Texts.refuse(conflict.messageKey());
        }
    }

    /** What was typed; refused with all that is wrong with it. */
    private Tariff checked() {
        InputCheck check = new InputCheck();
        check.require(name != null && !name.isBlank(), "name", Rule.REQUIRED);
        Currency money = check.attempt(this::money);
        ZoneId place = check.attempt(this::place);
        List<TariffVersion> parsed = new ArrayList<>();
        versions.forEach(form -> check.attempt(() -> parsed.add(form.version())));
        check.finish();
        Tariff tariff = new Tariff(name.strip(), money, place, parsed);
        check.addAll(
                tariffs.problems(tariff).stream().map(TariffEditor::asTyped).toList());
        check.finish();
        return tariff;
    }

    /** Inside a version, fields are told by their own names, as they stand beside the inputs. */
    private static InvalidInputException asTyped(InvalidInputException problem) {
        String field = problem.field();
        return field.contains(".")
                ? new InvalidInputException(
                        "tariff_" + field.substring(field.lastIndexOf('.') + 1),
                        problem.rule(),
                        problem.arguments().toArray())
                : problem;
    }

    private Currency money() {
        try {
            return Currency.getInstance(currency == null ? "" : currency.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new InvalidInputException("currency", Rule.UNKNOWN);
        }
    }

    private ZoneId place() {
        ZoneId parsed = Zones.parse(zone);
        if (parsed == null) {
            throw new InvalidInputException("zone", Rule.REQUIRED);
        }
        return parsed;
    }

    public void askToDelete(TariffView tariff) {
        Texts texts = Texts.ofView();
        question.ask(
                texts.get("tariffs.delete.ask", tariff.name()),
                texts.get("tariffs.delete.effect"),
                texts.get("action.delete"),
                () -> delete(tariff));
    }

    private void delete(TariffView tariff) {
        try {
            tariffs.delete(tariff.id(), tariff.version());
            Texts.inform("tariffs.deleted", tariff.name());
        } catch (ConflictException conflict) {
            Texts.refuse(conflict.messageKey());
        }
        all = null;
    }

    // ---------------------------------------------------------------- versions

    /** New prices from a day on: the latest ones, to be changed. */
    public void addVersion() {
        VersionForm copy;
        try {
            copy = VersionForm.of(getVersion().version());
        } catch (InvalidInputException unreadable) {
            Problems.show("tariffs", unreadable);
            return;
        }
        copy.setValidFrom(newFrom);
        versions.add(copy);
        versions.sort(Comparator.comparing(VersionForm::getValidFrom, Comparator.nullsLast(Comparator.naturalOrder())));
        shown = versions.indexOf(copy);
    }

    public void removeVersion() {
        if (versions.size() > 1) {
            versions.remove(shown);
            shown = Math.min(shown, versions.size() - 1);
        }
    }

    public void show(VersionForm version) {
        shown = versions.indexOf(version);
    }

    public VersionForm getVersion() {
        return versions.isEmpty() ? null : versions.get(shown);
    }

    public void addPrice() {
        PriceForm price = new PriceForm();
        price.setFrom("22:00");
        price.setTo("06:00");
        getVersion().getFurther().add(price);
    }

    public void removePrice(PriceForm price) {
        getVersion().getFurther().remove(price);
    }

    /** Of the week in which the shown prices begin, or of this one if they are in force; null while they cannot be read. */
    public WeekOfPrices getWeek() {
        try {
            TariffVersion version = getVersion().version();
            LocalDate today = today();
            return new WeekOfPrices(version, version.validFrom().isAfter(today) ? version.validFrom() : today);
        } catch (InvalidInputException unreadable) {
            return null;
        }
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(viewer.getZone()));
    }

    // ---------------------------------------------------------------- choices

    /** The weekdays and the holiday, as checkboxes name them. */
    public List<String> getDayNames() {
        List<String> names = new ArrayList<>();
        Arrays.stream(DayOfWeek.values()).forEach(day -> names.add(day.name()));
        names.add(PriceForm.HOLIDAY);
        return names;
    }

    /** For instance "Mon". */
    public String dayLabel(String day) {
        return day.equals(PriceForm.HOLIDAY)
                ? Texts.ofView().get("tariffs.holiday")
                : DayOfWeek.valueOf(day).getDisplayName(TextStyle.SHORT_STANDALONE, viewer.getLocale());
    }

    public StandingCharge.Per[] getPers() {
        return StandingCharge.Per.values();
    }

    public List<VersionForm> getVersions() {
        return versions;
    }

    public boolean isOpen() {
        return open;
    }

    public boolean isKnown() {
        return id != null;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getCurrency() {
        return currency;
    }

    public void setCurrency(String currency) {
        this.currency = currency;
    }

    public String getZone() {
        return zone;
    }

    public void setZone(String zone) {
        this.zone = zone;
    }

    public LocalDate getNewFrom() {
        return newFrom;
    }

    public void setNewFrom(LocalDate newFrom) {
        this.newFrom = newFrom;
    }
}
