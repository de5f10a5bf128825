package ai.massgen.backend.openai;

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
 * An aimock server of this test's own, on a free port, with the fixtures of {@code src/test/resources/aimock}. Where it
 * is installed says the variable {@code MASSGEN_AIMOCK}; {@code scripts/aimock} installs it and prints the value.
 */
final class Aimock implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("listening on (http://[0-9.:]+)");

    private final Process process;
    private final URI uri;

    private Aimock(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Starts it, or skips the test with a reason; with {@code MASSGEN_REQUIRE_AIMOCK=true} its absence is a failure. */
    static Aimock start() throws IOException {
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
                        Path.of("src/test/resources/aimock").toAbsolutePath().toString(),
                        "--strict")
                .redirectErrorStream(true)
                .start();
        return new Aimock(process, address(process));
    }

    URI uri() {
        return uri.resolve("/v1");
    }

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
