package energy.ems.tariff.billing;

import java.time.LocalDate;
import java.time.MonthDay;

/**
 * A day on which the rules for holidays count.
 *
 * @param yearly whether it is the same date in every year; 29 February then only where there is one
 */
public record Holiday(LocalDate date, boolean yearly) {

    boolean isOn(LocalDate day) {
        return yearly ? MonthDay.from(day).equals(MonthDay.from(date)) : day.equals(date);
    }
}
