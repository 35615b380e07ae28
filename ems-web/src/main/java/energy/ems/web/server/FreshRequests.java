package energy.ems.web.server;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * Has each request be handled by objects that no other is handled by. Grizzly takes those of a request that is over for a
 * later one, of whomever. Whoever still holds them then, as the thread that writes to a WebSocket whose browser has just
 * gone, or the one that resumes what a caller's hanging up has ended already, reaches into that other request: at best it
 * fails, at worst somebody reads what is another's (Grizzly's issues 2214 and 2228, mended in part in its version 5). The
 * objects of a request that is over are garbage instead, and whoever still writes to them writes to nobody.
 *
 * <p>BEWARE: by what Grizzly calls an index: the place at which each thread keeps what it has of one type. Those types get
 * the place of something that nobody keeps anything of.
 */
final class FreshRequests {

    private static final String CACHE = "org.glassfish.grizzly.ThreadCache";
    private static final String NOTHING_KEPT = FreshRequests.class.getName();

    /** What a request is made of. Buffers are not among them: they say who uses them once given back. */
    private static final List<String> TYPES = List.of(
            "org.glassfish.grizzly.http.server.Request",
            "org.glassfish.grizzly.http.server.SuspendStatus",
            "org.glassfish.grizzly.http.HttpServerFilter$ServerHttpRequestImpl",
            "org.glassfish.grizzly.http.HttpContent",
            "org.glassfish.grizzly.http.HttpTrailer",
            "org.glassfish.grizzly.http.HttpBrokenContent",
            "org.glassfish.grizzly.http2.Http2Request",
            "org.glassfish.grizzly.http2.Http2Response",
            "org.glassfish.grizzly.filterchain.FilterChainContext");

    private FreshRequests() {}

    static ServerDoor.Undo set(Object webModule) throws ReflectiveOperationException {
        Object grizzly = Inside.field(Inside.call(webModule, "getParent"), "grizzlyService");
        ClassLoader loader = classLoader(grizzly);
        Method indexOf =
                Class.forName(CACHE, true, loader).getMethod("obtainIndex", String.class, Class.class, int.class);
        Object nothingKept = Inside.invoke(indexOf, null, NOTHING_KEPT, Object.class, 0);
        List<ServerDoor.Undo> undone = new ArrayList<>();
        for (String name : TYPES) {
            // Initialised, so that the index is the one which the class itself has.
            Class<?> type = Class.forName(name, true, loader);
            undone.add(keepNothing(Inside.invoke(indexOf, null, name, type, 0), nothingKept));
        }
        return () -> {
            for (ServerDoor.Undo each : undone) {
                each.run();
            }
        };
    }

    /** That of Grizzly, wherever the server's modules keep it. */
    private static ClassLoader classLoader(Object grizzlyService) throws ReflectiveOperationException {
        Object proxy = ((Iterable<?>) Inside.field(grizzlyService, "proxies"))
                .iterator()
                .next();
        Object listener = Inside.call(proxy, "getUnderlyingListener");
        return Inside.call(listener, "getTransport").getClass().getClassLoader();
    }

    private static ServerDoor.Undo keepNothing(Object index, Object nothingKept) throws ReflectiveOperationException {
        Object place = Inside.field(index, "index");
        Object size = Inside.field(index, "size");
        Inside.set(index, "size", Inside.field(nothingKept, "size"));
        Inside.set(index, "index", Inside.field(nothingKept, "index"));
        return () -> {
            Inside.set(index, "index", place);
            Inside.set(index, "size", size);
        };
    }
}
