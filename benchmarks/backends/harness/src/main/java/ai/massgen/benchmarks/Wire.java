package ai.massgen.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * How a provider writes a reply: the parts of {@code wires/<provider>.txt}, which are separated by lines of dashes.
 *
 * @param begin what comes first
 * @param piece a piece of text, the letters of {@link #TEXT}
 * @param end what comes last
 */
record Wire(byte[] begin, byte[] piece, byte[] end) {
    static final String TEXT = "some words ";

    static Wire of(String provider) throws IOException {
        try (InputStream in = Wire.class.getResourceAsStream("/wires/" + provider + ".txt")) {
            if (in == null) {
                throw new IOException("there is no wires/" + provider + ".txt");
            }
            String[] parts = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^-+\n");
            return new Wire(bytes(parts[0]), bytes(parts[1]), bytes(parts[2]));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
