package energy.ems.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.rabbitmq.client.NoOpMetricsCollector;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nobody gets the broker's password who only pretends to be the broker. */
@Timeout(60)
class BrokerOverTlsTest {

    private static final String PASSWORD = "changeit";
    private static final SSLContext OF_JAVA = context();

    @TempDir
    static Path directory;

    private SSLServerSocket server;
    /** Of each connection whether its hands were shaken. */
    private final BlockingQueue<Boolean> shaken = new LinkedBlockingQueue<>();

    /** A certificate for {@code localhost} that the server has signed itself. */
    @BeforeAll
    static void makeCertificate() throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=broker",
                        "-ext",
                        "san=dns:localhost",
                        "-keystore",
                        directory.resolve("keys.p12").toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
    }

    /** It hangs up after it was believed. */
    @BeforeEach
    void startServer() throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(keyStore(), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread serving = new Thread(this::serve, "broker");
        serving.setDaemon(true);
        serving.start();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (SSLSocket socket = (SSLSocket) server.accept()) {
                socket.startHandshake();
                // With TLS 1.3 the other side says only afterwards that it does not believe: by saying nothing more.
                shaken.add(socket.getInputStream().read() >= 0);
            } catch (IOException refused) {
                shaken.add(false);
            }
        }
    }

    @AfterEach
    void stop() throws Exception {
        SSLContext.setDefault(OF_JAVA);
        server.close();
    }

    @Test
    void isBelievedByItsNameAndSomebodyWhoIsTrusted() throws Exception {
        trustTheServer();

        assertThat(failures("localhost")).noneMatch(SSLException.class::isInstance);
        assertThat(List.of(shaken.take(), shaken.take())).containsOnly(true);
    }

    @Test
    void isNotBelievedByAnotherName() throws Exception {
        trustTheServer();

        assertThat(failures("127.0.0.1")).allMatch(BrokerOverTlsTest::isDistrust);
        assertThat(List.of(shaken.take(), shaken.take())).containsOnly(false);
    }

    @Test
    void isNotBelievedWhenNobodyTrustedHasSigned() throws Exception {
        assertThat(failures("localhost")).allMatch(BrokerOverTlsTest::isDistrust);
        assertThat(List.of(shaken.take(), shaken.take())).containsOnly(false);
    }

    /** What both kinds of connection end with; neither can succeed. */
    private List<Throwable> failures(String host) {
        Broker broker = Broker.at("amqps://ems:secret@" + host + ":" + server.getLocalPort() + "/");
        return Stream.of(
                        catchThrowable(broker::connectAmqp),
                        catchThrowable(() -> broker.connectJms(1, new NoOpMetricsCollector())))
                .map(BrokerOverTlsTest::root)
                .toList();
    }

    private static boolean isDistrust(Throwable root) {
        return root instanceof GeneralSecurityException || root instanceof SSLException;
    }

    private static Throwable root(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable each = failure; each != null && !causes.contains(each); each = each.getCause()) {
            causes.add(each);
        }
        return causes.get(causes.size() - 1);
    }

    private void trustTheServer() throws Exception {
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setCertificateEntry("broker", keyStore().getCertificate("mykey"));
        trusted.init(own);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusted.getTrustManagers(), null);
        SSLContext.setDefault(context);
    }

    private static KeyStore keyStore() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("keys.p12"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static SSLContext context() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
