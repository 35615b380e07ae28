package energy.ems.web.api.tariffs;

import energy.ems.budget.BudgetState;
import energy.ems.budget.BudgetState.Standing;
import energy.ems.web.api.Months;
import java.math.BigDecimal;

/**
 * How a month keeps to its budget.
 *
 * @param budgetKwh null for none; then there is no standing either
 * @param projectedKwh null while too little is known, and when the month is over
 */
public record BudgetJson(
        String month,
        String zone,
        BigDecimal budgetKwh,
        BigDecimal usedKwh,
        BigDecimal projectedKwh,
        Standing standing) {

    static BudgetJson of(Months.Asked asked, BudgetState state) {
        return new BudgetJson(
                asked.month().toString(),
                asked.zone().getId(),
                state.budgetKwh(),
                state.usedKwh(),
                state.projectedKwh(),
                state.standing());
    }

    static BudgetJson none(Months.Asked asked) {
        return new BudgetJson(asked.month().toString(), asked.zone().getId(), null, null, null, null);
    }
}
