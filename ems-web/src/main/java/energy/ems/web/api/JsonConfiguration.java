package energy.ems.web.api;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;
import java.math.BigDecimal;

/** How the API writes JSON: snake_case, nulls written out, decimals in plain digits. Thread-safe. */
@Provider
public class JsonConfiguration implements ContextResolver<Jsonb> {

    private static final Jsonb JSONB = JsonbBuilder.create(new JsonbConfig()
            .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES)
            .withNullValues(true)
            .withSerializers(new PlainDecimals()));

    @Override
    public Jsonb getContext(Class<?> type) {
        return JSONB;
    }

    /** Writes 0.00000037, not 3.7E-7: many readers of energy data take the exponent for text. */
    public static class PlainDecimals implements JsonbSerializer<BigDecimal> {

        @Override
        public void serialize(BigDecimal value, JsonGenerator generator, SerializationContext context) {
            generator.write(new PlainDecimal(value.stripTrailingZeros()));
        }
    }

    private static final class PlainDecimal extends BigDecimal {

        private static final long serialVersionUID = 1L;

        PlainDecimal(BigDecimal value) {
            super(value.unscaledValue(), value.scale());
        }

        /** What JSON-P's generator writes for a number. */
        @Override
        public String toString() {
            return toPlainString();
        }
    }
}
