package ai.massgen.toolkit.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates for an engine on another machine, from a folder as Docker has it: {@code ca.pem} to know the engine by, and
 * {@code cert.pem} with {@code key.pem} for the engine to know us by. Immutable; shows nothing of the key.
 */
public final class EngineTls {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ((?:[A-Z]+ )?)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END");

    private final Path folder;
    private final SSLContext context;

    private EngineTls(Path folder, SSLContext context) {
        this.folder = folder;
        this.context = context;
    }

    /**
     * Reads the three files.
     *
     * @param folder where they are
     * @return the certificates
     * @throws IllegalArgumentException if a file is missing or unusable; the message names it
     */
    public static EngineTls of(Path folder) {
        try {
            KeyStore trusted = empty();
            int number = 0;
            for (Certificate authority : certificates(folder.resolve("ca.pem"))) {
                trusted.setCertificateEntry("ca" + number++, authority);
            }
            KeyStore own = empty();
            own.setKeyEntry(
                    "client",
                    key(folder.resolve("key.pem")),
                    new char[0],
                    certificates(folder.resolve("cert.pem")).toArray(Certificate[]::new));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return new EngineTls(folder, context);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "the certificates in " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<Certificate> certificates(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (all.isEmpty()) {
                throw new IllegalArgumentException(file + " has no certificate");
            }
            return List.copyOf(all);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + " cannot be read (an engine by tcp:// needs ca.pem, cert.pem and key.pem there)", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " is no certificate in PEM form: " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(Path file) throws GeneralSecurityException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + " cannot be read (an engine by tcp:// needs ca.pem, cert.pem and key.pem there)", e);
        }
        Matcher pem = KEY.matcher(text);
        if (!pem.find() || !pem.group(1).isEmpty()) {
            throw new IllegalArgumentException(file + " is no private key in the form PKCS#8 without a password"
                    + " (BEGIN PRIVATE KEY); make it one with: openssl pkcs8 -topk8 -nocrypt -in " + file);
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(2)));
        for (String algorithm : List.of("RSA", "EC")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                // of the other kind
            }
        }
        return KeyFactory.getInstance("EdDSA").generatePrivate(encoded);
    }

    SSLContext context() {
        return context;
    }

    @Override
    public String toString() {
        return "certificates in " + folder;
    }
}
