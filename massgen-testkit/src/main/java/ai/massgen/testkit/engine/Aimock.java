package ai.massgen.testkit.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * An aimock server of a test's own, on a free port: model providers emulated by somebody else than us. Where it is
 * installed says the environment variable {@value #PLACE}; {@code scripts/aimock} installs it and prints the value.
 * Closing it ends it. Thread-safe.
 */
public final class Aimock implements AutoCloseable {
    /** The environment variable that names the folder {@code node_modules} it is installed in. */
    public static final String PLACE = "MASSGEN_AIMOCK";

    /** The environment variable that turns skipped into failed. */
    public static final String REQUIRE = "MASSGEN_REQUIRE_AIMOCK";

    private static final Pattern ADDRESS = Pattern.compile("listening on (http://[0-9.:]+)");

    private final Process process;
    private final URI uri;

    private Aimock(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /**
     * Starts a server.
     *
     * @param fixtures a folder of aimock's fixture files; a request that none of them matches is an error
     * @return the running server
     * @throws IOException if it does not start
     * @throws org.opentest4j.TestAbortedException if it is not installed and not required
     * @throws AssertionError if it is not installed and required
     */
    public static Aimock start(Path fixtures) throws IOException {
        Process process = new ProcessBuilder(
                        "node",
                        program().toString(),
                        "-p",
                        "0",
                        "-f",
                        fixtures.toAbsolutePath().toString(),
                        "--strict")
                .redirectErrorStream(true)
                .start();
        return new Aimock(process, address(process));
    }

    private static Path program() {
        String place = System.getenv(PLACE);
        Path program = Path.of(place == null ? "" : place).resolve(".bin/llmock");
        if (place == null || !Files.exists(program)) {
            String missing = "aimock is not installed: set " + PLACE + " to what scripts/aimock prints";
            if ("true".equals(System.getenv(REQUIRE))) {
                Assertions.fail(missing);
            }
            Assumptions.abort(missing);
        }
        return program;
    }

    /**
     * Where it listens.
     *
     * @return such as {@code http://127.0.0.1:40123}
     */
    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static URI address(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher matcher = ADDRESS.matcher(line);
            if (matcher.find()) {
                return URI.create(matcher.group(1));
            }
            said.append(line).append('\n');
        }
        throw new IOException("aimock ended before it listened:\n" + said);
    }
}
