package ai.massgen.testkit.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A server of the npm package {@code @copilotkit/aimock}, which speaks the wires of several providers and which we did not
 * write, on a free port of the loopback. Where the package is installed says the variable {@code MASSGEN_AIMOCK}: the folder
 * {@code node_modules} that holds it; {@code scripts/aimock} of the MassGen repository installs it and prints the folder.
 */
public final class Aimock implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("listening on (http://[0-9.:]+)");

    private final Process process;
    private final URI uri;

    private Aimock(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /**
     * Starts it, or skips the test with a reason if it is not installed. With {@code MASSGEN_REQUIRE_AIMOCK=true} in the
     * environment its absence is a failure.
     *
     * @param fixtures the folder with its fixtures
     * @return the running server
     * @throws IOException if it does not start
     */
    public static Aimock start(Path fixtures) throws IOException {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            String reason = "aimock is not installed: set MASSGEN_AIMOCK to what scripts/aimock prints";
            if (Boolean.parseBoolean(System.getenv("MASSGEN_REQUIRE_AIMOCK"))) {
                Assertions.fail(reason);
            }
            Assumptions.abort(reason);
        }
        Process process = new ProcessBuilder(
                        "node",
                        program.orElseThrow().toString(),
                        "-p",
                        "0",
                        "-f",
                        fixtures.toAbsolutePath().toString(),
                        "--strict")
                .redirectErrorStream(true)
                .start();
        return new Aimock(process, address(process));
    }

    /**
     * The server's address.
     *
     * @return an address such as {@code http://127.0.0.1:40123}, without a path
     */
    public URI uri() {
        return uri;
    }

    /** Ends the server. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static Optional<Path> program() {
        return Optional.ofNullable(System.getenv("MASSGEN_AIMOCK"))
                .map(folder -> Path.of(folder).resolve(".bin/llmock"))
                .filter(Files::exists);
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
