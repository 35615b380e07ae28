package energy.ems.web.security;

import energy.ems.web.api.RestApi;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every method of every REST resource, found by reflection, as "GET /api/v1/devices/{id}". */
final class RestMethods {

    private RestMethods() {}

    static List<String> all() throws IOException, URISyntaxException, ClassNotFoundException {
        List<String> found = new ArrayList<>();
        java.nio.file.Path classes = java.nio.file.Path.of(RestApi.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<java.nio.file.Path> files = Files.walk(classes)) {
            for (java.nio.file.Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                String name = classes.relativize(file).toString().replace('/', '.');
                Class<?> type = Class.forName(
                        name.substring(0, name.length() - ".class".length()),
                        false,
                        RestMethods.class.getClassLoader());
                Path root = type.getAnnotation(Path.class);
                if (root != null) {
                    Stream.of(type.getDeclaredMethods()).forEach(method -> add(found, root, method));
                }
            }
        }
        return found;
    }

    private static void add(List<String> found, Path root, Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (verb != null) {
                Path sub = method.getAnnotation(Path.class);
                found.add(verb.value() + " " + RestApi.ROOT + "/" + root.value()
                        + (sub == null ? "" : "/" + sub.value()));
            }
        }
    }
}
