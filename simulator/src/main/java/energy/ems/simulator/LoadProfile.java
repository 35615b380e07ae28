package energy.ems.simulator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The energy of each period, and where the register stood before the first one.
 *
 * <p>{@code n} registers hold {@code n - 1} amounts of energy, so a cumulative file ends one value after the interval
 * file that it was made from, and starts again without a jump when it loops.
 */
record LoadProfile(BigDecimal firstRegister, List<BigDecimal> energies) {

    static LoadProfile of(List<BigDecimal> values, Settings.Mode mode) {
        if (mode == Settings.Mode.INTERVAL) {
            return new LoadProfile(BigDecimal.ZERO, values);
        }
        List<BigDecimal> energies = new ArrayList<>(values.size() - 1);
        for (int i = 1; i < values.size(); i++) {
            energies.add(values.get(i).subtract(values.get(i - 1)));
        }
        return new LoadProfile(values.get(0), List.copyOf(energies));
    }

    BigDecimal energy(long row) {
        return energies.get((int) Math.floorMod(row, (long) energies.size()));
    }

    int rows() {
        return energies.size();
    }
}
