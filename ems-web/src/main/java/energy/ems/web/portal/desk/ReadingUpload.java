package energy.ems.web.portal.desk;

import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.metering.ReadingImports;
import energy.ems.metering.ReadingImports.Preview;
import energy.ems.metering.backfill.BackfillView;
import energy.ems.metering.backfill.file.Layout;
import energy.ems.metering.backfill.file.Recognition;
import energy.ems.metering.profile.EnergyUnit;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Question;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Zones;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.primefaces.PrimeFaces;
import org.primefaces.model.file.UploadedFile;

/** Importing readings of the past: a file is sent, what was recognised is looked at and completed, then it is imported. */
@Named
@ViewScoped
public class ReadingUpload implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private ReadingImports imports;

    @Inject
    private Question question;

    private String deviceId;
    private transient UploadedFile file;

    private Long shownImport;
    private String shownDevice;
    private transient Preview preview;
    /** By column; Faces sets an array or a collection. */
    private Map<String, Object> series = new HashMap<>();

    private String timeColumn;
    private String clockColumn;
    private String valueColumn;
    private String unitColumn;
    private Layout.DateOrder dateOrder;
    private String zone;
    private Layout.Stamp stamp;
    private Layout.DecimalMark decimalMark;
    private EnergyUnit unit;
    private Duration period;
    private Layout.DoubledHour doubledHour;

    private transient List<BackfillView> latest;

    public void send() {
        if (file == null || file.getSize() == 0) {
            Texts.refuse("import.choose");
            return;
        }
        try (InputStream content = file.getInputStream()) {
            show(imports.send(deviceId, file.getFileName(), content));
            latest = null;
        } catch (InvalidInputException invalid) {
            refuse(invalid);
        } catch (NotFoundException unknown) {
            Texts.refuse("problem.notFound");
        } catch (IOException broken) {
            Texts.refuse("import.choose");
        }
    }

    private static void refuse(InvalidInputException invalid) {
        Texts.refuse("import.failed", Problems.sentence(Texts.ofView(), invalid));
    }

    private void show(Preview shown) {
        preview = shown;
        shownImport = shown.backfill().id();
        shownDevice = shown.backfill().deviceId();
        Layout layout = shown.recognition().layout();
        timeColumn = layout.timeColumn();
        clockColumn = layout.clockColumn();
        valueColumn = layout.valueColumn();
        unitColumn = layout.unitColumn();
        dateOrder = layout.dateOrder();
        zone = layout.zone() == null ? null : Zones.name(layout.zone());
        stamp = layout.stamp();
        decimalMark = layout.decimalMark();
        unit = layout.unit();
        period = layout.period();
        doubledHour = layout.doubledHour();
        series = new HashMap<>();
        layout.series().forEach((column, chosen) -> series.put(column, new ArrayList<>(chosen)));
    }

    /** Looks at the file again, by what was said of it. */
    public void look() {
        try {
            show(imports.say(shownDevice, shownImport, said()));
        } catch (InvalidInputException invalid) {
            refuse(invalid);
        } catch (ConflictException conflict) {
            Texts.refuse(conflict.messageKey());
        }
    }

    private Layout said() {
        Map<String, Set<String>> chosen = new HashMap<>();
        series.forEach((column, values) -> {
            Set<String> texts = texts(values);
            if (!texts.isEmpty()) {
                chosen.put(column, texts);
            }
        });
        return new Layout(
                blankToNull(timeColumn),
                blankToNull(clockColumn),
                blankToNull(valueColumn),
                blankToNull(unitColumn),
                chosen,
                dateOrder,
                Zones.parse(zone),
                stamp,
                decimalMark,
                unit,
                period,
                doubledHour);
    }

    private static Set<String> texts(Object values) {
        Collection<?> all = values instanceof Object[] array
                ? Arrays.asList(array)
                : values instanceof Collection<?> collection ? collection : List.of();
        return all.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    public void confirm() {
        try {
            imports.say(shownDevice, shownImport, said());
            imports.confirm(shownDevice, shownImport);
            Texts.inform("backfill.begun");
            close();
        } catch (InvalidInputException invalid) {
            refuse(invalid);
        } catch (ConflictException conflict) {
            Texts.refuse(conflict.messageKey());
        }
    }

    public void discard() {
        try {
            imports.discard(shownDevice, shownImport);
        } catch (ConflictException | NotFoundException gone) {
            // It is confirmed or gone: there is nothing to discard.
        }
        close();
    }

    private void close() {
        preview = null;
        shownImport = null;
        latest = null;
    }

    public void askToUndo(BackfillView backfill) {
        Texts texts = Texts.ofView();
        question.ask(
                texts.get("backfill.undo.ask", backfill.fileName()),
                texts.get("backfill.undo.effect"),
                texts.get("backfill.undo"),
                () -> undo(backfill.deviceId(), backfill.id()));
    }

    private void undo(String device, long id) {
        try {
            imports.undo(device, id);
            Texts.inform("backfill.undoing");
        } catch (ConflictException conflict) {
            Texts.refuse(conflict.messageKey());
        }
        latest = null;
        PrimeFaces.current().ajax().update("imports");
    }

    /** Those whose files are only looked at are no imports yet. */
    public List<BackfillView> getLatest() {
        if (latest == null) {
            latest = imports.latest(null).stream()
                    .filter(each -> each.state() != BackfillView.State.PREVIEW)
                    .toList();
        }
        return latest;
    }

    public void reload() {
        latest = null;
    }

    /** Whether there is progress to watch. */
    public boolean isWorking() {
        return getLatest().stream().anyMatch(BackfillView::isUnderWay);
    }

    /** Null when no file is looked at. */
    public Preview getPreview() {
        if (preview == null && shownImport != null) {
            try {
                preview = imports.preview(shownDevice, shownImport);
            } catch (ConflictException | NotFoundException | InvalidInputException gone) {
                shownImport = null;
            }
        }
        return preview;
    }

    /** The headings of the columns that have to be chosen from. */
    public List<String> getSeriesColumns() {
        return getPreview() == null
                ? List.of()
                : List.copyOf(preview.recognition().series().keySet());
    }

    public List<String> valuesOf(String column) {
        return List.copyOf(getPreview().recognition().series().getOrDefault(column, Set.of()));
    }

    /** Whether something has to be said before the file can be imported. */
    public boolean isAsked(String name) {
        return getPreview() != null && preview.recognition().questions().contains(Recognition.Question.valueOf(name));
    }

    public boolean isReady() {
        return getPreview() != null
                && preview.recognition().questions().isEmpty()
                && preview.recognition().content().readings() > 0;
    }

    public Set<EnergyUnit> getUnits() {
        return new TreeSet<>(Set.of(EnergyUnit.values()));
    }

    public Layout.DateOrder[] getDateOrders() {
        return Layout.DateOrder.values();
    }

    public Layout.Stamp[] getStamps() {
        return Layout.Stamp.values();
    }

    public Layout.DecimalMark[] getDecimalMarks() {
        return Layout.DecimalMark.values();
    }

    public Layout.DoubledHour[] getDoubledHours() {
        return Layout.DoubledHour.values();
    }

    public String getDeviceId() {
        return deviceId;
    }

    public void setDeviceId(String deviceId) {
        this.deviceId = deviceId;
    }

    public UploadedFile getFile() {
        return file;
    }

    public void setFile(UploadedFile file) {
        this.file = file;
    }

    public Map<String, Object> getSeries() {
        return series;
    }

    public String getTimeColumn() {
        return timeColumn;
    }

    public void setTimeColumn(String timeColumn) {
        this.timeColumn = timeColumn;
    }

    public String getValueColumn() {
        return valueColumn;
    }

    public void setValueColumn(String valueColumn) {
        this.valueColumn = valueColumn;
    }

    public Layout.DateOrder getDateOrder() {
        return dateOrder;
    }

    public void setDateOrder(Layout.DateOrder dateOrder) {
        this.dateOrder = dateOrder;
    }

    public String getZone() {
        return zone;
    }

    public void setZone(String zone) {
        this.zone = zone;
    }

    public Layout.Stamp getStamp() {
        return stamp;
    }

    public void setStamp(Layout.Stamp stamp) {
        this.stamp = stamp;
    }

    public Layout.DecimalMark getDecimalMark() {
        return decimalMark;
    }

    public void setDecimalMark(Layout.DecimalMark decimalMark) {
        this.decimalMark = decimalMark;
    }

    public EnergyUnit getUnit() {
        return unit;
    }

    public void setUnit(EnergyUnit unit) {
        this.unit = unit;
    }

    public Layout.DoubledHour getDoubledHour() {
        return doubledHour;
    }

    public void setDoubledHour(Layout.DoubledHour doubledHour) {
        this.doubledHour = doubledHour;
    }
}
