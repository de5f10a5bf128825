package ai.massgen.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.mcp.Handshake;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that run elsewhere: what can be said of them, and what cannot. */
class RemotePlanTest {
    private static final Map<String, String> VARIABLES = Map.of("TOKEN", "geheim-1", "UGLY", "zwei\nZeilen");

    private static Plans plans() {
        return new Plans().environment(VARIABLES);
    }

    @Test
    void anAddressIsAllThatIsNeeded() {
        ToolPlan tool = plans().tool("tools: {t: {url: 'https://mcp.example.com/mcp'}}\n");

        assertThat(tool.engine()).isEmpty();
        assertThat(tool.remote()).hasValueSatisfying(remote -> {
            assertThat(remote.target()).hasToString("https://mcp.example.com/mcp");
            assertThat(remote.allowPrivate()).isFalse();
            assertThat(remote.headerNames()).isEmpty();
        });
        assertThat(tool.manner()).isEqualTo(ToolPlan.Manner.DEFAULT);
    }

    @Test
    void everythingThatCanBeSaidIsKept() {
        ToolPlan tool = plans().tool("""
                tools:
                  t:
                    url: http://127.0.0.1:8080/mcp?profile=a
                    bearer: ${TOKEN}
                    headers: {X-Team: blue}
                    secret_headers: {X-Api-Key: "${TOKEN}"}
                    allow_private_addresses: true
                    handshake: discover
                    resources: true
                    prompts: true
                    scope: run
                    allow: [look]
                """);

        assertThat(tool.remote()).hasValueSatisfying(remote -> {
            assertThat(remote.headerNames()).containsExactly("X-Team", "X-Api-Key", "Authorization");
            assertThat(remote.allowPrivate()).isTrue();
            assertThat(remote.toString()).doesNotContain("geheim");
        });
        assertThat(tool.manner()).isEqualTo(new ToolPlan.Manner(Handshake.DISCOVER, true, true, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url: 'ftp://a.test/'                                            | tools.t.url: must begin with https",
                "url: 'https://me:pass@a.test/'                                  | tools.t.url: must not hold a user",
                "url: 'https://a.test/', image: x                                | tools.t.image: cannot be used",
                "url: 'https://a.test/', mounts: [{path: ., target: /w}]         | tools.t.mounts: cannot be used",
                "url: 'https://a.test/', policy: {network: open}                 | tools.t.policy: cannot be used",
                "url: 'https://a.test/', sandbox: docker                         | tools.t.sandbox: cannot be used",
                "url: 'https://a.test/', headers: {Mcp-Session-Id: x}            | cannot be set",
                "url: 'https://a.test/', headers: {Host: x}                      | cannot be set",
                "url: 'https://a.test/', headers: {X-A: 'ä'}                     | not visible ASCII",
                "url: 'https://a.test/', bearer: '${UGLY}'                       | not visible ASCII",
                "url: 'https://a.test/', bearer: '${TOKEN}', headers: {authorization: x} | is given twice",
                "image: x, bearer: '${TOKEN}'                                    | tools.t.bearer: cannot be used",
                "image: x, allow_private_addresses: true                         | tools.t.allow_private_addresses: cannot be used"
            })
    void whatMakesNoSenseIsSaid(String settings, String problem) {
        assertThat(plans().problems("tools: {t: {" + settings + "}}\n"))
                .singleElement()
                .asString()
                .contains(problem)
                .doesNotContain("geheim", "Zeilen");
    }
}
