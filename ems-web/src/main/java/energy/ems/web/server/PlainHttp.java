package energy.ems.web.server;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes HTTP/2 out of the listeners that speak in the clear. Browsers do not speak it there, and who does can have a
 * thousand requests begun and taken back in one packet, which Grizzly neither counts nor stops.
 *
 * <p>BEWARE: what is left of it answers a program that offers HTTP/2 in its first request, as Java's own client does: by
 * HTTP/1.1, as the standard allows. With {@code http2-enabled=false} instead, Payara would take the body of such a request
 * for something other than HTTP, and nobody would read it.
 */
final class PlainHttp {

    private static final String HTTP2 = "org.glassfish.grizzly.http2.Http2ServerFilter";
    private static final String TLS = "org.glassfish.grizzly.ssl.SSLBaseFilter";
    private static final String STATE = "org.glassfish.grizzly.http2.Http2State";
    private static final String FILTER = "org.glassfish.grizzly.filterchain.Filter";

    private PlainHttp() {}

    static ServerDoor.Undo set(Object webModule) throws ReflectiveOperationException {
        Object grizzly = Inside.field(Inside.call(webModule, "getParent"), "grizzlyService");
        List<ServerDoor.Undo> undone = new ArrayList<>();
        for (Object proxy : (Iterable<?>) Inside.field(grizzly, "proxies")) {
            Object transport = Inside.call(Inside.call(proxy, "getUnderlyingListener"), "getTransport");
            if (Inside.call(transport, "getProcessor") instanceof List<?> chain
                    && chain.stream().noneMatch(filter -> is(filter.getClass(), TLS))) {
                undone.add(inTheClear(chain));
            }
        }
        return () -> {
            for (ServerDoor.Undo each : undone) {
                each.run();
            }
        };
    }

    private static ServerDoor.Undo inTheClear(List<?> filters) throws ReflectiveOperationException {
        @SuppressWarnings("unchecked")
        List<Object> chain = (List<Object>) filters;
        for (int i = 0; i < chain.size(); i++) {
            Object http2 = chain.get(i);
            if (is(http2.getClass(), HTTP2)) {
                int place = i;
                chain.set(place, without(http2));
                return () -> chain.set(place, http2);
            }
        }
        return () -> {};
    }

    /**
     * Does what the other does, except that what is read on a connection which has no HTTP/2 yet passes by it: there alone
     * it would begin. Connections that have it, of whoever came before the application was there, go on.
     */
    private static Object without(Object http2) throws ReflectiveOperationException {
        ClassLoader grizzly = http2.getClass().getClassLoader();
        Class<?> type = Class.forName(FILTER, false, grizzly);
        // Looked up once: this is asked at each read of each connection.
        Class<?> context = Inside.named(type, "handleRead", 1).getParameterTypes()[0];
        Method connection = Inside.named(context, "getConnection", 0);
        Method pass = Inside.named(context, "getInvokeAction", 0);
        Method state = Inside.named(Class.forName(STATE, false, grizzly), "get", 1);
        return Inside.made(type, (self, method, arguments) -> {
            if (method.getName().equals("handleRead") && state.invoke(null, connection.invoke(arguments[0])) == null) {
                return pass.invoke(arguments[0]);
            }
            Object done = method.invoke(http2, arguments);
            if (method.getName().equals("handleEvent")) {
                forgetOffer(arguments[1]);
            }
            return done;
        });
    }

    /**
     * An offer of HTTP/2 is one of which the body is read as HTTP. With the header gone the connection stays open for the
     * next request; other offers, as of a WebSocket, are left as they are.
     */
    private static void forgetOffer(Object event) throws ReflectiveOperationException {
        if (event.getClass().getSimpleName().equals("IncomingHttpUpgradeEvent")) {
            Object header = Inside.call(event, "getHttpHeader");
            if (Boolean.FALSE.equals(Inside.call(header, "isIgnoreContentModifiers"))) {
                Inside.call(Inside.call(header, "getUpgradeDC"), "recycle");
            }
        }
    }

    private static boolean is(Class<?> type, String name) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
