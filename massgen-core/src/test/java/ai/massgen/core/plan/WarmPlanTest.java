package ai.massgen.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools with {@code warm}: servers that are started ahead. */
class WarmPlanTest {
    @Test
    void noneStandsReadyUnlessSomebodySaysSo() {
        assertThat(new Plans().tool("tools: {t: {image: x}}\n").warm()).isZero();
        assertThat(new Plans().tool("tools: {t: {image: x, warm: 2}}\n").warm()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "warm: 1, scope: run",
                "warm: 8, scope: call, mounts: [{path: data, target: /data}]",
                "warm: 0, workspace: read-only",
                "warm: 1, policy: {egress: [a.test:443]}"
            })
    void whatGoesTogether(String keys) {
        assertThat(new Plans().problems("tools: {t: {image: x, " + keys + "}}\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "warm: 1, workspace: read-only  | tools.t.warm: cannot be used: a server that sees the workspace",
                "warm: 2, scope: run            | tools.t.warm: is 2, but the whole run shares one server",
                "warm: 1, timeouts: {lifetime: 59s} | tools.t.warm: cannot be used: servers that live for 59 s",
                "warm: 1, commands: true        | tools.t.warm: cannot be used: with commands: true no MCP server runs"
            })
    void whatDoesNotIsOneProblemWithAPlace(String keys, String problem) {
        assertThat(new Plans().problems("tools: {t: {image: x, " + keys + "}}\n"))
                .singleElement()
                .asString()
                .contains(problem)
                .contains("c.yaml:5:");
    }

    @Test
    void aServerElsewhereIsNotStartedAtAll() {
        assertThat(new Plans().problems("tools: {t: {url: \"https://example.com/mcp\", warm: 1}}\n"))
                .singleElement()
                .asString()
                .contains("tools.t.warm: cannot be used: a server with url runs elsewhere");
    }
}
