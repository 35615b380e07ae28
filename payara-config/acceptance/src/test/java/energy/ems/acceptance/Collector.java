package energy.ems.acceptance;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The far end of tracing: takes spans over OTLP/HTTP in protobuf, and reads of them what tests ask for. */
final class Collector implements AutoCloseable {

    /** Numbers of fields in {@code opentelemetry/proto/trace/v1/trace.proto}. */
    private static final int SPANS_OF_RESOURCES = 1;

    private static final int SPANS_OF_SCOPES = 2;
    private static final int SPANS = 2;

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    /**
     * A span.
     *
     * @param trace in hexadecimal digits, as {@code id} and {@code parent}, which is empty for none
     * @param attributes those that are texts
     */
    record Span(String trace, String id, String parent, String name, Map<String, String> attributes) {}

    Collector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", exchange -> {
            read(exchange.getRequestBody().readAllBytes());
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Those of a trace that have come so far. */
    List<Span> of(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    List<Span> all() {
        return List.copyOf(spans);
    }

    private void read(byte[] request) {
        for (Field resource : fields(ByteBuffer.wrap(request))) {
            if (resource.number() == SPANS_OF_RESOURCES) {
                for (Field scope : fields(resource.bytes())) {
                    if (scope.number() == SPANS_OF_SCOPES) {
                        fields(scope.bytes()).stream()
                                .filter(field -> field.number() == SPANS)
                                .forEach(field -> spans.add(span(field.bytes())));
                    }
                }
            }
        }
    }

    private static Span span(ByteBuffer bytes) {
        String[] texts = new String[6];
        Arrays.fill(texts, "");
        Map<String, String> attributes = new TreeMap<>();
        for (Field field : fields(bytes)) {
            switch (field.number()) {
                case 1, 2, 4 -> texts[field.number()] = HexFormat.of().formatHex(array(field.bytes()));
                case 5 -> texts[5] = text(field.bytes());
                case 9 -> attribute(field.bytes(), attributes);
                default -> {
                    // Kinds, times, events.
                }
            }
        }
        return new Span(texts[1], texts[2], texts[4], texts[5], attributes);
    }

    private static void attribute(ByteBuffer bytes, Map<String, String> into) {
        String key = "";
        for (Field field : fields(bytes)) {
            if (field.number() == 1) {
                key = text(field.bytes());
            } else {
                for (Field value : fields(field.bytes())) {
                    if (value.number() == 1) {
                        into.put(key, text(value.bytes()));
                    }
                }
            }
        }
    }

    /** @param bytes empty where the field is a number */
    private record Field(int number, ByteBuffer bytes) {}

    /** A message's fields, as protobuf encodes them. */
    private static List<Field> fields(ByteBuffer message) {
        List<Field> fields = new ArrayList<>();
        ByteBuffer rest = message.slice();
        while (rest.hasRemaining()) {
            long tag = number(rest);
            int length = 0;
            switch ((int) tag & 7) {
                case 0 -> number(rest);
                case 1 -> rest.position(rest.position() + 8);
                case 5 -> rest.position(rest.position() + 4);
                default -> length = (int) number(rest);
            }
            fields.add(new Field((int) (tag >>> 3), rest.slice(rest.position(), length)));
            rest.position(rest.position() + length);
        }
        return fields;
    }

    private static long number(ByteBuffer from) {
        long number = 0;
        int shift = 0;
        byte next;
        do {
            next = from.get();
            number |= (long) (next & 0x7F) << shift;
            shift += 7;
        } while (next < 0);
        return number;
    }

    private static byte[] array(ByteBuffer bytes) {
        byte[] array = new byte[bytes.remaining()];
        bytes.duplicate().get(array);
        return array;
    }

    private static String text(ByteBuffer bytes) {
        return new String(array(bytes), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
