package ai.massgen.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations with the keys and the structure of the reference's, written anew. */
class OldFormTest {
    private static OldForm.Converted convert(String yaml) {
        return OldForm.convert("old.yaml", yaml);
    }

    private static List<String> notes(String yaml) {
        return convert(yaml).notes().stream().map(Problem::toString).toList();
    }

    private static String agent(String backend) {
        return "agents: [{id: a, system_message: s, backend: {" + backend + "}}]\n";
    }

    @Test
    void severalAgentsWithFoldersAndServers() {
        OldForm.Converted converted = convert("""
                agents:
                  - id: "gemini_researcher"
                    system_message: "Look things up."
                    backend:
                      type: "gemini"
                      model: "gemini-2.5-flash"
                      cwd: "workspace1"
                      mcp_servers:
                        - name: "weather"
                          type: "stdio"
                          command: "npx"
                          args: ["-y", "@example/weather"]
                          env: { API_KEY: "${WEATHER_KEY}", UNITS: "metric" }
                          allowed_tools: ["mcp__weather__forecast"]
                          timeout: 20
                  - id: "writer"
                    backend: { type: "claude", model: "claude-sonnet", max_tokens: 4000, cwd: "workspace2" }
                orchestrator:
                  snapshot_storage: "snapshots"
                  agent_temporary_workspace: "temp"
                  context_paths: [{ path: "../docs", permission: "read" }]
                  voting_sensitivity: "balanced"
                  answer_novelty_requirement: "strict"
                  max_new_answers_per_agent: 3
                  coordination: { enable_planning_mode: true, max_orchestration_restarts: 2 }
                timeout_settings: { orchestrator_timeout_seconds: 600 }
                ui: { display_type: "rich_terminal" }
                """);

        assertThat(converted.yaml()).isEqualTo("""
                # Converted from old.yaml by massgen convert.
                version: 1
                agents:
                - id: gemini-researcher
                  backend:
                    type: gemini
                    model: gemini-2.5-flash
                  system: Look things up.
                  tools:
                  - weather
                - id: writer
                  backend:
                    type: claude
                    model: claude-sonnet
                    max_output_tokens: 4000
                  tools: []
                tools:
                  weather:
                    sandbox: host
                    command:
                    - npx
                    - -y
                    - '@example/weather'
                    env:
                      UNITS: metric
                    secrets:
                      API_KEY: ${WEATHER_KEY}
                    timeouts:
                      call: 20s
                    allow:
                    - forecast
                coordination:
                  voting_sensitivity: balanced
                  max_new_answers_per_agent: 3
                  answer_novelty_requirement: strict
                  planning: true
                  max_restarts: 2
                limits:
                  run: 600s
                workspace:
                  context_paths:
                  - path: ../docs
                    permission: read
                """);
        assertThat(converted.notes())
                .extracting(Problem::toString)
                .anySatisfy(
                        note -> assertThat(note).startsWith("old.yaml:2:5 agents[0].id: is written differently now"))
                .anySatisfy(note -> assertThat(note).contains("ran on this machine without isolation"))
                .anySatisfy(note ->
                        assertThat(note).startsWith("old.yaml:19:3 orchestrator.snapshot_storage: is not needed"));
    }

    @Test
    void oneAgentAlone() {
        assertThat(convert("agent: {id: solo, backend: {model: gpt-5}}\n").yaml())
                .contains("agents:\n- id: solo\n  backend:\n    type: openai\n    model: gpt-5\n");
    }

    @ParameterizedTest
    @CsvSource({
        "type: grok, preset: xai",
        "type: azure_openai, preset: azure",
        "type: lmstudio, preset: lmstudio",
        "type: vllm, preset: vllm",
        "type: chatcompletion, preset: compatible",
        "model: grok-4, preset: xai",
        "model: claude-x, type: claude",
        "model: gemini-x, type: gemini",
    })
    void backendsHaveTheirNewNames(String old, String now) {
        assertThat(convert(agent(old)).yaml()).contains(now);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type: claude_code | names the backend 'claude_code', which has no counterpart",
                "type: openai, api_key: sk-123 | holds a key in clear",
                "type: openai, enable_image_generation: true | a tool of the provider",
                "type: openai, custom_tools: [x] | names Python functions",
                "type: openai, top_p: 1 | is no key that is converted",
                "type: claude, temperature: 1 | is not a setting of the backend claude",
                "type: openai, mcp_servers: [{name: w, type: sse}] | is reached by 'sse'",
                "type: openai, mcp_servers: {w: {command: x, env: {MY_TOKEN: abc}}} | a secret in clear",
                "type: openai, mcp_servers: {w: {command: x, exclude_tools: [y]}} | is not converted",
            })
    void whatHasNoCounterpartIsSaid(String backend, String note) {
        assertThat(notes(agent(backend)))
                .anySatisfy(each -> assertThat(each).startsWith("old.yaml:1:").contains(note));
    }

    @Test
    void secretsAreNotCopied() {
        String yaml = convert(
                        agent("type: openai, api_key: sk-123, mcp_servers: {w: {command: x, env: {MY_KEY: abc}}}"))
                .yaml();

        assertThat(yaml).doesNotContain("sk-123", "abc");
    }

    @Test
    void theSameServerOfTwoAgentsIsOneAndAnotherOfItsNameIsASecond() {
        String yaml = convert("""
                agents:
                  - {id: a, backend: {type: openai, mcp_servers: {w: {command: x}}}}
                  - {id: b, backend: {type: openai, mcp_servers: {w: {command: x}}}}
                  - {id: c, backend: {type: openai, mcp_servers: {w: {command: y}}}}
                orchestrator: {}
                """).yaml();

        assertThat(yaml).contains("tools:\n  w:\n", "  w-2:\n").doesNotContain("w-3");
    }

    /** W11: the reference documented this key and never read it. */
    @Test
    void w11TheTimeoutThatHadNoEffectIsNamed() {
        assertThat(notes("agents: [{backend: {type: openai}}]\norchestrator: {timeout: 60}\n"))
                .contains(
                        "old.yaml:2:16 orchestrator.timeout: was documented and had no effect; write limits.run, such as 30m");
    }

    @Test
    void aLimitThatWasNoneIsSaid() {
        assertThat(notes("agents: [{backend: {type: openai}}]\norchestrator: {}\n"))
                .anySatisfy(note -> assertThat(note).contains("now an agent gives two at most"));
    }

    @Test
    void theNewFormIsLeftAlone() {
        assertThatThrownBy(() -> convert("version: 1\nagents: []\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("is not in the old form");
    }

    @Test
    void loadingTheOldFormNamesEachKeyWithItsPlaceAndItsNewName() {
        assertThatThrownBy(() -> Yaml.read("""
                        agents:
                          - id: a
                            system_message: s
                            backend: {type: plain, model: m, max_tokens: 5}
                        timeout_settings: {orchestrator_timeout_seconds: 5}
                        """))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("is in the form of the Python version; massgen convert writes the new form")
                .hasMessageContaining(":3:5 agents[0].system_message: is a key of the old form; write system")
                .hasMessageContaining(
                        ":4:38 agents[0].backend.max_tokens: is a key of the old form; write max_output_tokens")
                .hasMessageContaining("write limits.run");
    }

    @Test
    void toolsOfTheProviderAreThoseOfTheAgentNow() {
        assertThat(convert(agent("type: openai, model: m, enable_web_search: true, enable_code_interpreter: true,"
                                + " enable_code_execution: true"))
                        .yaml())
                .contains("  provider_tools:\n  - code_execution\n  - web_search\n");
        assertThat(convert(agent("type: claude, model: m, enable_web_search: false"))
                        .yaml())
                .doesNotContain("provider_tools");
        assertThat(notes(agent("type: grok, model: m, enable_web_search: true")))
                .anyMatch(note -> note.contains("enable_web_search") && note.contains("is not converted"));
        assertThat(notes(agent("type: openai, model: m, enable_image_generation: true")))
                .anyMatch(note -> note.contains("enable_image_generation") && note.contains("is not converted"));
    }

    @Test
    void aServerThatRunsElsewhereHasItsAddressAndItsToken() {
        OldForm.Converted converted = convert(agent("""
                type: claude, model: m, mcp_servers: [
                  {name: far, type: streamable-http, url: "https://far.example/mcp", timeout: 20,
                   headers: {Authorization: "Bearer ${FAR_TOKEN}", X-Key: "${FAR_KEY}", X-Clear: "abc"}},
                  {name: near, type: streamable-http, url: "http://localhost:8000/mcp"}]"""));
        assertThat(converted.yaml()).contains("""
                  far:
                    url: https://far.example/mcp
                    bearer: ${FAR_TOKEN}
                    secret_headers:
                      X-Key: ${FAR_KEY}
                    timeouts:
                      call: 20s
                  near:
                    url: http://localhost:8000/mcp
                    allow_private_addresses: true
                """);
        assertThat(converted.yaml()).doesNotContain("abc");
        assertThat(converted.notes().toString())
                .contains("X-Clear", "allow_private_addresses")
                .doesNotContain("abc");
    }

    @Test
    void namesThatBecomeTheSameGetANumber() {
        assertThat(convert("""
                        agents:
                          - {id: a_very_long_name_of_an_agent_that_goes_on_1, system_message: s, backend: {type: openai}}
                          - {id: a_very_long_name_of_an_agent_that_goes_on_2, system_message: s, backend: {type: openai}}
                        """).yaml())
                .contains("- id: a-very-long-name-of-an-agent-tha\n", "- id: a-very-long-name-of-an-agent-t-2\n");
    }
}
