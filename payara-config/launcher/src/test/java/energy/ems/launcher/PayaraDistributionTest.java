package energy.ems.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayaraDistributionTest {

    private static final String TOOLS = "payara6/glassfish/lib/client/appserver-cli.jar";

    @TempDir
    private Path directory;

    @Test
    void isUnpackedOnceAndCanBeCalled() throws IOException {
        Path archive = archive("payara6/bin/asadmin", TOOLS);

        PayaraDistribution payara = PayaraDistribution.of(Optional.empty(), () -> archive, directory);

        assertThat(payara.tools()).exists();
        assertThat(payara.home().resolve("bin/asadmin")).isExecutable();
        Files.writeString(payara.home().resolve("kept"), "by an administrator");
        assertThat(PayaraDistribution.of(Optional.empty(), () -> archive, directory))
                .isEqualTo(payara);
        assertThat(payara.home().resolve("kept")).exists();
    }

    @Test
    void whatWasCutShortIsUnpackedAgain() throws IOException {
        Path archive = archive(TOOLS);
        Path home = PayaraDistribution.of(Optional.empty(), () -> archive, directory)
                .home();
        Path part = home.getParent().resolveSibling(home.getParent().getFileName() + ".part");
        Files.move(home.getParent(), part);
        Files.delete(part.resolve(TOOLS));

        assertThat(PayaraDistribution.of(Optional.empty(), () -> archive, directory)
                        .tools())
                .exists();
    }

    @Test
    void nothingIsUnpackedOutsideOfItsFolder() throws IOException {
        Path archive = archive("payara6/../../../outside");

        assertThatThrownBy(() -> PayaraDistribution.of(Optional.empty(), () -> archive, directory))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("outside");
    }

    @Test
    void theOneThatIsNamedHasToBeThere() {
        assertThatThrownBy(() -> PayaraDistribution.of(Optional.of(directory), () -> null, directory))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("EMS_PAYARA_SERVER");
    }

    private Path archive(String... entries) throws IOException {
        Path archive = directory.resolve("payara.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(1);
            }
        }
        return archive;
    }
}
