package ai.massgen.sandbox.podman;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads bodies that arrive line by line. */
final class Lines {
    private Lines() {}

    /** Reads a line; empty at the end. */
    static Optional<String> read(InputStream in, int limit) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() >= limit) {
                throw new IOException("a line of the answer is longer than " + limit + " bytes");
            }
            line.write(next);
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8));
    }
}
