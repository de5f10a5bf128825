package ai.massgen.core.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The official suite's scenarios for clients, all that a revision requires. What is expected to fail stands, with the reason,
 * in a file of its own; what passes and stands there fails too.
 */
@Timeout(180)
class ConformanceTest {
    @SuppressWarnings("NullAway.Init")
    private static NodePackages packages;

    @BeforeAll
    static void needsTheSuite() {
        packages = NodePackages.find();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", "2026-07-28"})
    void everyScenarioEndsAsExpected(String revision, @TempDir Path folder)
            throws IOException, InterruptedException, URISyntaxException {
        Path arguments = Files.writeString(
                folder.resolve("arguments"),
                "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp \""
                        + System.getProperty("java.class.path") + "\" " + ConformanceClient.class.getName());
        Path expected = Path.of(
                Objects.requireNonNull(getClass().getResource("/conformance/expected-failures-" + revision + ".yaml"))
                        .toURI());
        Path output = folder.resolve("output");
        Process suite = new ProcessBuilder(
                        packages.node(),
                        packages.program("conformance"),
                        "client",
                        "--command",
                        Path.of(System.getProperty("java.home"), "bin", "java") + " @" + arguments,
                        "--requirements",
                        revision,
                        "--expected-failures",
                        expected.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(suite.waitFor(150, TimeUnit.SECONDS)).isTrue();
            assertThat(suite.exitValue()).as(() -> tail(output)).isZero();
        } finally {
            suite.descendants().forEach(ProcessHandle::destroyForcibly);
            suite.destroyForcibly();
        }
    }

    private static String tail(Path output) {
        try {
            String text = Files.readString(output, StandardCharsets.UTF_8);
            return text.substring(Math.max(0, text.length() - 8_000));
        } catch (IOException e) {
            return "no output: " + e;
        }
    }
}
