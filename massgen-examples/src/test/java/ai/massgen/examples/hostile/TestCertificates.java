package ai.massgen.examples.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An authority and what it signs, made with the JDK's keytool: in {@code server} the certificate of an engine at 127.0.0.1,
 * in {@code client} one of whoever may use it; each folder has {@code ca.pem}, {@code cert.pem} and {@code key.pem}.
 */
record TestCertificates(Path folder) {
    private static final String PASSWORD = "changeit";

    static TestCertificates in(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        TestCertificates made = new TestCertificates(folder);
        made.pair("ca", "-ext", "bc:critical=ca:true");
        made.sign("server", "-ext", "san=ip:127.0.0.1", "-ext", "eku=serverAuth");
        made.sign("client", "-ext", "eku=clientAuth");
        return made;
    }

    Path server() {
        return folder.resolve("server");
    }

    Path client() {
        return folder.resolve("client");
    }

    private String store(String name) {
        return folder.resolve(name + ".p12").toString();
    }

    private void pair(String name, String... more) throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-validity", "2"));
        arguments.addAll(List.of(more));
        keytool(name, arguments);
    }

    private void sign(String name, String... extensions)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path place = Files.createDirectory(folder.resolve(name));
        String request = folder.resolve(name + ".request").toString();
        pair(name);
        keytool(name, List.of("-certreq", "-file", request));
        List<String> signing = new ArrayList<>(List.of("-gencert", "-rfc", "-validity", "2", "-infile", request));
        signing.addAll(List.of("-outfile", place.resolve("cert.pem").toString()));
        signing.addAll(List.of(extensions));
        keytool("ca", signing);
        keytool(
                "ca",
                List.of("-exportcert", "-rfc", "-file", place.resolve("ca.pem").toString()));
        Files.writeString(place.resolve("key.pem"), key(name));
    }

    private String key(String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(store(name)))) {
            store.load(in, PASSWORD.toCharArray());
        }
        byte[] key = store.getKey(name, PASSWORD.toCharArray()).getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }

    private void keytool(String name, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(arguments);
        command.addAll(List.of("-alias", name, "-keystore", store(name), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
