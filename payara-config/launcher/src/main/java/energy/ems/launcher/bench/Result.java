package energy.ems.launcher.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A figure.
 *
 * @param limit what would be possible, in the same unit and measured in the same run; null where there is no such thing
 * @param note what one has to know to read it; empty when nothing
 */
record Result(String name, double value, String unit, Double limit, String note) {

    private static final MathContext DIGITS = new MathContext(4);

    static Result of(String name, double value, String unit) {
        return new Result(name, value, unit, null, "");
    }

    Result beside(double possible) {
        return new Result(name, value, unit, possible, note);
    }

    Result noting(String what) {
        return new Result(name, value, unit, limit, what);
    }

    /** The figure as a part of its limit; null without one. */
    Double ratio() {
        return limit == null || limit == 0 ? null : value / limit;
    }

    JsonObject json() {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("name", name)
                .add("value", number(value))
                .add("unit", unit)
                .add("limit", number(limit))
                .add("ratio", number(ratio()));
        if (!note.isEmpty()) {
            json.add("note", note);
        }
        return json.build();
    }

    private static JsonValue number(Double figure) {
        return figure == null || !Double.isFinite(figure) ? JsonValue.NULL : Json.createValue(rounded(figure));
    }

    /** Four digits say all that a measurement can; whole numbers from 1,000 on are written as such. */
    static BigDecimal rounded(double figure) {
        BigDecimal digits = new BigDecimal(figure).round(DIGITS).stripTrailingZeros();
        return digits.scale() < 0 ? digits.setScale(0) : digits;
    }
}
