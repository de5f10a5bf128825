package ai.massgen.core.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.massgen.api.Json;
import ai.massgen.core.pin.ToolPin;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What models may ask of the tool that runs commands. */
class CommandToolTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void aCommandMayTakeLessThanItMust() {
        assertThat(CommandTool.asked(new Json("{\"command\":\"ls\",\"timeout_seconds\":5}"), MINUTE))
                .isEqualTo(new CommandTool.Asked("ls", Duration.ofSeconds(5)));
        assertThat(CommandTool.asked(new Json("{\"command\":\"ls\"}"), MINUTE))
                .isEqualTo(new CommandTool.Asked("ls", MINUTE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "not json",
                "{\"command\":\" \"}",
                "{\"command\":7}",
                "{\"command\":\"a\\u0000b\"}",
                "{\"command\":\"ls\",\"timeout_seconds\":0}",
                "{\"command\":\"ls\",\"timeout_seconds\":61}",
                "{\"command\":\"ls\",\"timeout_seconds\":1.5}",
                "{\"command\":\"ls\",\"timeout_seconds\":\"5\"}"
            })
    void whatTheSchemaForbidsIsRefused(String arguments) {
        assertThatIllegalArgumentException().isThrownBy(() -> CommandTool.asked(new Json(arguments), MINUTE));
    }

    @Test
    void aCommandThatNoKernelTakesIsRefused() {
        String arguments = "{\"command\":\"" + "x".repeat(100_001) + "\"}";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandTool.asked(new Json(arguments), MINUTE))
                .withMessageContaining("in pieces");
    }

    @Test
    void itsDefinitionTellsTheLongestTime() {
        assertThat(ToolPin.of(CommandTool.definition(MINUTE, true))
                        .tool()
                        .inputSchema()
                        .text())
                .contains("\"maximum\":60");
        assertThat(CommandTool.definition(MINUTE, true).description()).contains("/workspace");
        assertThat(CommandTool.definition(MINUTE, false).description()).doesNotContain("/workspace");
    }
}
