package energy.ems.metering.backfill.file;

import energy.ems.metering.backfill.file.Layout.DateOrder;
import energy.ems.metering.backfill.file.Layout.Stamp;
import energy.ems.metering.profile.DatedSettings;
import energy.ems.metering.profile.EnergyUnit;
import energy.ems.metering.profile.ReadingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What was recognised in a file of readings, and what only a person can tell. Nothing is guessed in silence: what neither
 * the file nor its publisher says is a question, and while there is one nothing is read.
 *
 * @param format null where the file is of none that is known
 * @param columns in the file's order
 * @param series the columns of which a person has to choose values, with those values
 * @param layout what is known so far
 * @param questions what has to be said; empty when the file can be read
 * @param content what the file holds when it is read so; null while it cannot be read at all
 */
public record Recognition(
        KnownFormat format,
        List<Column> columns,
        Map<String, Set<String>> series,
        Layout layout,
        Set<Question> questions,
        FileContent content) {

    /** A column as a person sees it. */
    public record Column(String name, List<String> examples) {}

    /** What is to be said: a part of the layout. */
    public enum Question {
        TIME_COLUMN,
        VALUE_COLUMN,
        SERIES,
        DATE_ORDER,
        ZONE,
        STAMP,
        DECIMAL_MARK,
        UNIT,
        PERIOD,
        DOUBLED_HOUR
    }

    private static final Pattern TIME =
            word("time|timestamp|date|datetime|datum|tijd|tijdstip|zeit|data|ora|start|from|van");
    private static final Pattern START = word("start|from|van|begin|beginn|de la|von");
    private static final Pattern END = word("end|until|tot|bis|till|p[aâ]n[aă] la|ende|to");
    private static final Pattern VALUE =
            word("value|measurement_value|energy|consumption|volume|usage|verbruik|verbrauch|consum|wert|valoare|kwh");
    private static final Pattern SERIES = word(
            "id|register|registratie|type|meter|mprn|mpan|mpxn|ean|entity|statistic|serial|channel|sensor|device|lclid");

    private static Pattern word(String words) {
        return Pattern.compile(
                "(?<![\\p{L}\\d])(" + words + ")(?![\\p{L}\\d])", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /**
     * @param said what a person has said of the layout
     * @param device the settings by which the device's readings count
     * @throws IllegalArgumentException when it is no text in UTF-8, no CSV, or has no headings or no lines
     */
    public static Recognition of(ReadingsFile file, Layout said, DatedSettings device) {
        ReadingsFile.Lines lines = file.open();
        List<ColumnProfile> profiles =
                lines.columns().stream().map(ColumnProfile::new).toList();
        int count = 0;
        for (List<String> cells = lines.next(); cells != null; cells = lines.next()) {
            for (int i = 0; i < Math.min(cells.size(), profiles.size()); i++) {
                profiles.get(i).add(Cells.text(cells.get(i)));
            }
            count++;
        }
        if (count == 0) {
            throw new IllegalArgumentException("the file has no lines below its headings");
        }
        return new Search(file, profiles, lines.separator(), said, device).recognised();
    }

    /** One look for the layout. */
    private static final class Search {
        private final ReadingsFile file;
        private final List<ColumnProfile> profiles;
        private final List<String> columns;
        private final char separator;
        private final Layout said;
        private final DatedSettings device;
        private final KnownFormat format;
        private final Set<Question> questions = EnumSet.noneOf(Question.class);
        private Layout layout;

        Search(ReadingsFile file, List<ColumnProfile> profiles, char separator, Layout said, DatedSettings device) {
            this.file = file;
            this.profiles = profiles;
            this.columns = profiles.stream().map(ColumnProfile::name).toList();
            this.separator = separator;
            this.said = said;
            this.device = device;
            this.format = KnownFormat.of(columns).orElse(null);
            ReadingMode mode = device.latest().readingMode();
            Layout known = format == null ? Layout.UNKNOWN : format.layout(columns, mode);
            this.layout = known.overruledBy(said);
        }

        Recognition recognised() {
            requireColumns();
            ColumnProfile time = profile(layout.timeColumn()).or(() -> time()).orElse(null);
            ColumnProfile clock = profile(layout.clockColumn())
                    .or(() -> time != null && time.isDateOnly() ? first(ColumnProfile::isClock) : Optional.empty())
                    .orElse(null);
            ColumnProfile value =
                    profile(layout.valueColumn()).or(() -> value(time)).orElse(null);
            ColumnProfile unit = profile(layout.unitColumn())
                    .or(() -> first(ColumnProfile::isUnit))
                    .orElse(null);
            require(Question.TIME_COLUMN, time);
            require(Question.VALUE_COLUMN, value);
            Map<String, Set<String>> series = series(List.of(
                    Optional.ofNullable(time),
                    Optional.ofNullable(clock),
                    Optional.ofNullable(value),
                    Optional.ofNullable(unit)));
            if (!layout.series().keySet().containsAll(series.keySet())
                    || layout.series().values().stream().anyMatch(Set::isEmpty)) {
                questions.add(Question.SERIES);
            }
            layout = new Layout(
                    name(time),
                    name(clock),
                    name(value),
                    name(unit),
                    layout.series(),
                    dateOrder(time),
                    layout.zone(),
                    stamp(time),
                    layout.decimalMark() != null || value == null
                            ? layout.decimalMark()
                            : value.decimalMark(separator).orElse(null),
                    unit(value),
                    layout.period(),
                    layout.doubledHour());
            if (time != null && time.needsDateOrder()) {
                require(Question.DATE_ORDER, layout.dateOrder());
            }
            if (time != null && time.needsZone()) {
                require(Question.ZONE, layout.zone());
            }
            require(Question.STAMP, layout.stamp());
            if (value != null) {
                require(Question.DECIMAL_MARK, layout.decimalMark());
            }
            // The names of the registers may tell, as soon as it is said which of them count.
            if (unit == null && !questions.contains(Question.SERIES)) {
                require(Question.UNIT, layout.unit());
            }
            FileContent content = questions.isEmpty() ? content() : null;
            return new Recognition(
                    format,
                    profiles.stream()
                            .map(each -> new Column(each.name(), each.examples()))
                            .toList(),
                    series,
                    layout,
                    questions,
                    content);
        }

        private void requireColumns() {
            Set<String> named = new TreeSet<>(said.series().keySet());
            java.util.stream.Stream.of(said.timeColumn(), said.clockColumn(), said.valueColumn(), said.unitColumn())
                    .filter(Objects::nonNull)
                    .forEach(named::add);
            named.removeAll(columns);
            if (!named.isEmpty()) {
                throw new IllegalArgumentException(
                        "the file has no column " + named.iterator().next());
            }
        }

        private void require(Question question, Object known) {
            if (known == null) {
                questions.add(question);
            }
        }

        private static String name(ColumnProfile profile) {
            return profile == null ? null : profile.name();
        }

        private Optional<ColumnProfile> profile(String column) {
            return profiles.stream().filter(each -> each.name().equals(column)).findFirst();
        }

        private Optional<ColumnProfile> first(java.util.function.Predicate<ColumnProfile> wanted) {
            return profiles.stream().filter(wanted).findFirst();
        }

        /** The one that names the beginning before others; and by its heading before what only looks like a time. */
        private Optional<ColumnProfile> time() {
            List<ColumnProfile> times =
                    profiles.stream().filter(ColumnProfile::isTime).toList();
            return times.stream()
                    .filter(each -> START.matcher(each.name()).find())
                    .findFirst()
                    .or(() -> times.stream()
                            .filter(each -> TIME.matcher(each.name()).find())
                            .findFirst())
                    .or(() -> times.size() == 1 ? Optional.of(times.get(0)) : Optional.empty());
        }

        private Optional<ColumnProfile> value(ColumnProfile time) {
            List<ColumnProfile> numbers = profiles.stream()
                    .filter(each -> each != time && each.isNumber())
                    .toList();
            List<ColumnProfile> named = numbers.stream()
                    .filter(each -> VALUE.matcher(each.name()).find()
                            || Cells.unitIn(each.name()).isPresent())
                    .toList();
            List<ColumnProfile> unnamed = numbers.stream()
                    .filter(each -> !SERIES.matcher(each.name()).find())
                    .toList();
            return named.size() == 1
                    ? Optional.of(named.get(0))
                    : named.isEmpty() && unnamed.size() == 1 ? Optional.of(unnamed.get(0)) : Optional.empty();
        }

        private Map<String, Set<String>> series(List<Optional<ColumnProfile>> others) {
            Map<String, Set<String>> series = new TreeMap<>();
            for (ColumnProfile each : profiles) {
                boolean isOther = others.stream().anyMatch(other -> other.isPresent() && other.get() == each);
                if (!isOther
                        && !each.isTime()
                        && !each.isClock()
                        && each.different().size() > 1
                        && each.different().size() <= ColumnProfile.MOST_DIFFERENT
                        && SERIES.matcher(each.name().replace('_', ' ')).find()) {
                    series.put(each.name(), new TreeSet<>(each.different()));
                }
            }
            return series;
        }

        /** What the numbers prove comes before what the publisher says, and after what a person says. */
        private DateOrder dateOrder(ColumnProfile time) {
            if (said.dateOrder() != null || time == null) {
                return layout.dateOrder();
            }
            return time.dateOrder().orElse(layout.dateOrder());
        }

        private Stamp stamp(ColumnProfile time) {
            if (layout.stamp() != null || time == null) {
                return layout.stamp();
            }
            boolean start = START.matcher(time.name()).find();
            boolean end = END.matcher(time.name()).find();
            return start == end ? null : start ? Stamp.START : Stamp.END;
        }

        /** From the heading of the values, or from the names of the chosen registers when they agree. */
        private EnergyUnit unit(ColumnProfile value) {
            if (layout.unit() != null || value == null) {
                return layout.unit();
            }
            List<EnergyUnit> named = new ArrayList<>();
            Cells.unitIn(value.name().replace('_', ' ')).ifPresent(named::add);
            if (named.isEmpty()) {
                textsOfSeries().stream()
                        .map(Cells::unitIn)
                        .flatMap(Optional::stream)
                        .forEach(named::add);
            }
            return named.stream().filter(Objects::nonNull).distinct().count() == 1 ? named.get(0) : null;
        }

        /** Those that were chosen, and those of which there is no choice. */
        private List<String> textsOfSeries() {
            List<String> texts = new ArrayList<>();
            layout.series().values().forEach(texts::addAll);
            profiles.stream()
                    .filter(each -> each.different().size() == 1)
                    .forEach(each -> texts.addAll(each.different()));
            return texts;
        }

        private FileContent content() {
            Rhythm rhythm = Rhythm.of(file, layout);
            Duration period = layout.period() == null ? rhythm.period() : layout.period();
            layout = layout.overruledBy(
                    new Layout(null, null, null, null, Map.of(), null, null, null, null, null, period, null));
            if (layout.stamp() != Stamp.AS_DEVICE) {
                require(Question.PERIOD, period);
            }
            if (!rhythm.doubled().isEmpty()) {
                require(Question.DOUBLED_HOUR, layout.doubledHour());
            }
            return FileContent.of(file, layout, rhythm, device);
        }
    }
}
