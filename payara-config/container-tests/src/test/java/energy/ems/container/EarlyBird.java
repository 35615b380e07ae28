package energy.ems.container;

/** A meter that has sent before there was a server, let alone a schema. */
final class EarlyBird {

    static final String ID = "early-bird";
    static final String MEASUREMENT =
            "{\"timestamp\": 1760000000000, \"device_id\": \"" + ID + "\", \"measurement_value\": 0.25}";

    private EarlyBird() {}
}
