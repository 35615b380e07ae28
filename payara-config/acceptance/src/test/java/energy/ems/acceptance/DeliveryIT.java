package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bills of materials say what is in the archives, and under which licences. */
class DeliveryIT {

    private static final List<String> BILLS =
            List.of("ems-ear", "ems-web", "simulator", "payara-config/rabbitmq-rar", "payara-config/launcher");

    /** What may be delivered with a program under the Apache License 2.0; a further one is a decision. */
    private static final Set<String> LICENCES = Set.of(
            "Apache-2.0",
            "MIT",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "EPL-1.0",
            "EPL-2.0",
            "MPL-2.0",
            "MPL-1.1",
            // The text of the MIT licence under another name.
            "Bouncy Castle Licence",
            // Whose exception lets programs under the licences above carry it.
            "The GNU General Public License, v2 with Universal FOSS Exception, v1.0");

    /** The plugin that makes them wants to be online, and is left out of a build with {@code -o}. */
    @BeforeAll
    static void lookForTheBills() {
        boolean made = BILLS.stream().map(DeliveryIT::billOf).allMatch(Files::exists);
        if (!made) {
            Loud.say("no bills of materials, as after an offline build: what is delivered is NOT looked at");
        }
        assumeTrue(made, "no bills of materials");
    }

    @Test
    void everyLicenceIsOneThatWasDecidedOn() throws IOException {
        List<String> others = new ArrayList<>();
        for (String bill : BILLS) {
            for (JsonObject component : componentsOf(bill)) {
                Set<String> offered = licencesOf(component);
                if (offered.stream().noneMatch(LICENCES::contains)) {
                    others.add(nameOf(component) + " in " + bill + ": " + offered);
                }
            }
        }
        assertThat(others).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ems.ear", "ems.war", "rabbitmq.rar"})
    void everyLibraryInAnArchiveStandsInABill(String archive) throws IOException {
        Set<String> known = new TreeSet<>();
        for (String bill : BILLS) {
            componentsOf(bill).forEach(component -> known.add(nameOf(component)));
        }
        List<String> libraries;
        try (InputStream content = Files.newInputStream(file(archive))) {
            libraries = librariesIn(content);
        }
        assertThat(libraries)
                .isNotEmpty()
                .allSatisfy(library ->
                        assertThat(known).anySatisfy(name -> assertThat(library).contains(name)));
    }

    private static Path file(String archive) {
        return switch (archive) {
            case "ems.ear" -> Artifacts.ear();
            case "ems.war" -> Artifacts.war();
            default -> Artifacts.adapter();
        };
    }

    /** Archives within the archive are looked into. */
    private static List<String> librariesIn(InputStream archive) throws IOException {
        List<String> libraries = new ArrayList<>();
        ZipInputStream zip = new ZipInputStream(archive);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().endsWith(".war")) {
                libraries.addAll(librariesIn(new ByteArrayInputStream(zip.readAllBytes())));
            } else if (entry.getName().endsWith(".jar") && !entry.getName().matches(".*(ems-ejb|rabbitmq-adapter).*")) {
                libraries.add(entry.getName());
            }
        }
        return libraries;
    }

    private static Path billOf(String module) {
        return Artifacts.project().resolve(module).resolve("target/bom.json");
    }

    private static List<JsonObject> componentsOf(String module) throws IOException {
        return Api.json(Files.readString(billOf(module)))
                .getJsonArray("components")
                .getValuesAs(JsonObject.class);
    }

    private static String nameOf(JsonObject component) {
        return component.getString("name") + "-" + component.getString("version");
    }

    private static Set<String> licencesOf(JsonObject component) {
        Set<String> licences = new TreeSet<>();
        if (component.containsKey("licenses")) {
            for (JsonObject each : component.getJsonArray("licenses").getValuesAs(JsonObject.class)) {
                if (each.containsKey("expression")) {
                    Stream.of(each.getString("expression").split(" OR |[()]"))
                            .map(String::strip)
                            .forEach(licences::add);
                } else {
                    JsonObject licence = each.getJsonObject("license");
                    licences.add(licence.getString(
                            licence.getOrDefault("id", JsonValue.NULL) == JsonValue.NULL ? "name" : "id"));
                }
            }
        }
        return licences;
    }
}
