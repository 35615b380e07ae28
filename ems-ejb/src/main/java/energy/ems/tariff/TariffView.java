package energy.ems.tariff;

import energy.ems.tariff.billing.Tariff;
import java.time.Instant;

/**
 * A stored tariff.
 *
 * @param version grows with every change
 */
public record TariffView(long id, Tariff tariff, long version, Instant createdAt, Instant updatedAt) {

    public String name() {
        return tariff.name();
    }
}
