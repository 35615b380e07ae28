package energy.ems.web.portal.tariffs;

import energy.ems.tariff.billing.Rate;
import energy.ems.tariff.billing.TariffVersion;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The prices of a week, hour by hour: what the rules come to, at a glance. */
public final class WeekOfPrices {

    private static final int MINUTES_PER_HOUR = 60;

    private final TariffVersion version;
    private final LocalDate monday;

    /** @param within a day of the week */
    WeekOfPrices(TariffVersion version, LocalDate within) {
        this.version = version;
        this.monday = within.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** A day of the week. */
    public record Day(LocalDate date, boolean holiday, List<Cell> cells) {

        public LocalDate getDate() {
            return date;
        }

        public boolean isHoliday() {
            return holiday;
        }

        public List<Cell> getCells() {
            return cells;
        }
    }

    /**
     * An hour.
     *
     * @param place of its rate among the version's, from 0
     * @param name of its rate
     * @param mixed whether the price changes within the hour
     */
    public record Cell(int hour, int place, String name, boolean mixed) {

        public int getPlace() {
            return place;
        }

        /** So that colour alone says nothing. */
        public String getLetter() {
            return WeekOfPrices.letter(place) + (mixed ? "*" : "");
        }

        /** For instance "06:00 Day". */
        public String getTitle() {
            return String.format(Locale.ROOT, "%02d:00 %s", hour, name);
        }
    }

    /** A rate in the legend. */
    public record Key(int place, Rate rate) {

        public int getPlace() {
            return place;
        }

        public String getLetter() {
            return WeekOfPrices.letter(place);
        }

        public String getName() {
            return rate.name();
        }

        public String getPrice() {
            return PriceForm.usual(rate).getPrice();
        }
    }

    private static String letter(int place) {
        return String.valueOf((char) ('A' + place % 26));
    }

    public List<Day> getDays() {
        List<Day> days = new ArrayList<>();
        for (int day = 0; day < 7; day++) {
            LocalDate date = monday.plusDays(day);
            List<Cell> cells = new ArrayList<>();
            for (int hour = 0; hour < 24; hour++) {
                cells.add(cell(date, hour));
            }
            days.add(new Day(date, version.isHoliday(date), cells));
        }
        return days;
    }

    private Cell cell(LocalDate date, int hour) {
        Rate first = version.rateAt(date, LocalTime.of(hour, 0));
        boolean mixed = false;
        for (int minute = 1; minute < MINUTES_PER_HOUR; minute++) {
            mixed |= !version.rateAt(date, LocalTime.of(hour, minute)).equals(first);
        }
        return new Cell(hour, version.rates().indexOf(first), first.name(), mixed);
    }

    public List<Key> getKeys() {
        List<Key> keys = new ArrayList<>();
        version.rates().forEach(rate -> keys.add(new Key(keys.size(), rate)));
        return keys;
    }
}
