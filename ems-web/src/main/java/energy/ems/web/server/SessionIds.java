package energy.ems.web.server;

import energy.ems.platform.Secrets;
import java.lang.reflect.Method;

/**
 * Makes the ids of sessions. Payara's own are 28 hexadecimal digits, of which the first fourteen come from the clock and
 * from an object's hash code; its setting {@code session-id-generator-classname} is heard where sessions are in memory
 * alone, and not where they are replicated. OWASP ASVS 7.2.3 asks for 128 random bits.
 *
 * <p>Thread-safe.
 */
final class SessionIds {

    static final int BYTES = 32;

    private SessionIds() {}

    static ServerDoor.Undo set(Object webModule) throws ReflectiveOperationException {
        Object manager = Inside.call(webModule, "getManager");
        Method setGenerator = Inside.taking(manager, "setUuidGenerator", "UuidGenerator");
        Class<?> generator = setGenerator.getParameterTypes()[0];
        Inside.invoke(setGenerator, manager, Inside.made(generator, (self, method, arguments) -> next()));
        // The manager goes with the application.
        return () -> {};
    }

    /** Letters, digits, - and _ alone: Payara takes a dot or a colon in a session's cookie for something else. */
    static String next() {
        return Secrets.randomText(BYTES);
    }
}
