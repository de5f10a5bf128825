package ai.massgen.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.core.task.Task;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The name in the address is the one in the certificate, whatever address was connected to. */
@Timeout(30)
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static SSLContext context;

    @BeforeAll
    static void makeACertificate(@TempDir Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "a",
                        "-dname",
                        "CN=good.test",
                        "-ext",
                        "SAN=dns:good.test",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("a", keys.getCertificate("a"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    }

    private static int get(String host, SSLSocketFactory trust) throws IOException {
        try (SSLServerSocket listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Task.start("tls-server", () -> {
                try (var socket = listener.accept()) {
                    String request = HttpHead.line(socket.getInputStream());
                    Map<String, String> headers = HttpHead.headers(socket.getInputStream());
                    assertThat(headers).as(request).containsEntry("host", host + ":" + listener.getLocalPort());
                    socket.getOutputStream().write("HTTP/1.1 204 Fine\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // the client did not trust it
                }
            });
            Dialer dialer = new Dialer(
                    HttpTarget.of(URI.create("https://" + host + ":" + listener.getLocalPort() + "/")),
                    true,
                    name -> List.of(InetAddress.getLoopbackAddress()),
                    trust,
                    HttpTap.NONE);
            try (HttpPeer peer = new HttpPeer(dialer, System::nanoTime);
                    HttpCall call = peer.call();
                    HttpReply reply = call.send(new HttpAsk("GET", Map.of(), new byte[0]), 5_000)) {
                return reply.status();
            }
        }
    }

    @Test
    void theRightNameIsTrusted() throws IOException {
        assertThat(get("good.test", context.getSocketFactory())).isEqualTo(204);
    }

    @Test
    void anotherNameIsNot() {
        assertThatThrownBy(() -> get("evil.test", context.getSocketFactory()))
                .isInstanceOf(HttpFailure.class)
                .hasMessageContaining("cannot be trusted")
                .hasMessageContaining("evil.test");
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNot() {
        assertThatThrownBy(() -> get("good.test", (SSLSocketFactory) SSLSocketFactory.getDefault()))
                .isInstanceOf(HttpFailure.class)
                .hasMessageContaining("cannot be trusted");
    }
}
