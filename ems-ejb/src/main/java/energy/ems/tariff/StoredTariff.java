package energy.ems.tariff;

import energy.ems.tariff.billing.Tariff;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;

/** The row of a tariff. */
@Entity
@Table(name = "tariff")
class StoredTariff {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String name;
    private String currency;
    private String zone;
    private String versions;

    /** Counted by hand: what has been seen comes from outside. */
    private long version;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected StoredTariff() {
        // for JPA
    }

    StoredTariff(Tariff tariff, Instant now) {
        createdAt = now;
        change(tariff, now);
    }

    final void change(Tariff tariff, Instant now) {
        name = tariff.name();
        currency = tariff.currency().getCurrencyCode();
        zone = tariff.zone().getId();
        versions = TariffJson.writeVersions(tariff).toString();
        version++;
        updatedAt = now;
    }

    long id() {
        return id;
    }

    long version() {
        return version;
    }

    Tariff tariff() {
        return new Tariff(name, Currency.getInstance(currency), ZoneId.of(zone), TariffJson.readVersions(versions));
    }

    TariffView view() {
        return new TariffView(id, tariff(), version, createdAt, updatedAt);
    }
}
