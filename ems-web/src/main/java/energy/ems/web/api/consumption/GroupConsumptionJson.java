package energy.ems.web.api.consumption;

import java.math.BigDecimal;
import java.util.List;

/** What a group has used and produced. What is unknown is null, never 0. */
public record GroupConsumptionJson(
        String group,
        String name,
        String zone,
        String resolution,
        BigDecimal consumptionKwh,
        BigDecimal productionKwh,
        BigDecimal balanceKwh,
        BigDecimal unexplainedKwh,
        PlaceConsumptionJson.HoursJson quality,
        List<PlaceConsumptionJson.BucketJson> buckets,
        List<PlaceConsumptionJson.PartJson> parts) {

    /** @param sum the same as that of a place */
    static GroupConsumptionJson of(String group, String name, PlaceConsumptionJson sum) {
        return new GroupConsumptionJson(
                group,
                name,
                sum.zone(),
                sum.resolution(),
                sum.consumptionKwh(),
                sum.productionKwh(),
                sum.balanceKwh(),
                sum.unexplainedKwh(),
                sum.quality(),
                sum.buckets(),
                sum.parts());
    }
}
