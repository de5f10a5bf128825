package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {
    @ParameterizedTest
    @CsvSource({
        "config.invalid, 2",
        "provider.unknown, 2",
        "provider.broken, 2",
        "workspace.unusable, 2",
        "mcp.protocol-error, 4",
        "tool.anything, 4",
        "run.deadline, 5",
        "engine.bug, 70",
        "never.heard-of, 70",
        "nonsense, 70"
    })
    void theAreaOfAnErrorDecides(String errorId, int code) {
        assertThat(ExitCode.of(errorId).code()).isEqualTo(code);
    }

    @Test
    void noErrorThatIsExplainedCountsAsABugUnlessItIsOne() throws IOException {
        List<String> explained = Files.readAllLines(Path.of("../docs/errors.md")).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring("## ".length()))
                .toList();

        assertThat(explained).contains("engine.bug", "mcp.closed", "run.deadline");
        assertThat(explained.stream().filter(id -> ExitCode.of(id) == ExitCode.BUG))
                .containsExactlyInAnyOrder("engine.bug", "engine.replay-differs");
    }

    @Test
    void everyFailureOfABackendIsThree() {
        assertThat(Arrays.stream(BackendException.Kind.values())
                        .map(kind -> ExitCode.of(kind.code()).code()))
                .containsOnly(3);
    }

    @Test
    void everyFailureOfASandboxIsFour() {
        assertThat(Arrays.stream(SandboxException.Kind.values())
                        .map(kind -> ExitCode.of(kind.code()).code()))
                .containsOnly(4);
    }
}
