package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.cli.Shell.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox commands as far as they need no engine. */
class SandboxCommandTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void withoutAnEngine() {
        shell = new Shell(folder).variable("DOCKER_HOST", "unix://" + folder + "/nowhere.sock");
    }

    private Shell configured(String tools) {
        return shell.file("massgen.yaml", Shell.THREE_AGENTS + "tools:\n" + tools);
    }

    @Test
    void aServerIsExplainedControlByControlWithoutAnEngine() {
        Outcome outcome = configured("""
                  files:
                    image: massgen/mcp-filesystem
                    mounts: [{ path: data, target: /data }]
                    secrets: { TOKEN: "${TOKEN}" }
                    policy: { memory: 128MiB }
                """).variable("TOKEN", "s3cr3t").run("sandbox", "explain", "files");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains(
                        "files in docker",
                        "image: massgen/mcp-filesystem, pull missing",
                        "secrets: TOKEN",
                        "network: none",
                        "memory: 128MiB, swap included (asked for: in force, or no start)",
                        "at /data, read-only",
                        "host-access: none")
                .doesNotContain("s3cr3t");
    }

    @Test
    void inJsonEachServerIsAnObject() {
        Outcome outcome = configured("  a: { image: x }\n  b: { sandbox: host, command: [cat] }\n")
                .run("sandbox", "explain", "--json");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.lines()).hasSize(2);
        assertThat(outcome.lines().get(0)).startsWith("{\"server\":\"a\",\"sandbox\":\"docker\",\"isolated\":true,");
        assertThat(outcome.lines().get(1)).contains("\"isolated\":false", "\"controls\":{}");
    }

    @Test
    void whatStandsReadyIsExplainedWhereThereIsSome() {
        Outcome outcome = configured("  a: { image: x, scope: call, warm: 2 }\n  b: { image: x }\n")
                .run("sandbox", "explain", "--json");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.lines().get(0)).contains("\"warm\":\"2 started ahead, each for one call\"");
        assertThat(outcome.lines().get(1)).doesNotContain("warm");
    }

    @Test
    void aServerWithoutIsolationHasNothingToCheck() {
        Outcome outcome = configured("  b: { sandbox: host, command: [cat] }\n").run("sandbox", "check");

        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.out()).contains("b: NO ISOLATION");
    }

    @Test
    void aServerThatRunsElsewhereIsSaidToHaveNoContainer() {
        Shell configured = configured("""
                  wiki:
                    url: https://mcp.example.com/mcp?team=blue
                    bearer: "${TOKEN}"
                """).variable("TOKEN", "s3cr3t");
        Outcome explained = configured.run("sandbox", "explain");
        Outcome checked = configured.run("sandbox", "check");

        assertThat(explained.code()).as(explained.err()).isZero();
        assertThat(explained.out())
                .contains(
                        "wiki runs elsewhere: remote, no container",
                        "url: https://mcp.example.com/mcp and a query",
                        "addresses: the internet only, encrypted only",
                        "headers: Authorization")
                .doesNotContain("s3cr3t", "team=blue", "NO ISOLATION");
        assertThat(checked.code()).as(checked.err()).isZero();
        assertThat(checked.out()).contains("wiki: runs elsewhere, no container to check");
    }

    @Test
    void aServerThatIsNotThereIsNamedWithThoseThatAre() {
        Outcome outcome = configured("  files: { image: x }\n").run("sandbox", "check", "flies");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("no agent uses a tool server 'flies'; there are: files");
    }

    @Test
    void anEngineThatIsNotThereIsSaid() {
        for (String command : new String[] {"ps", "sweep"}) {
            Outcome outcome = shell.run("sandbox", command);
            assertThat(outcome.code()).isEqualTo(4);
            assertThat(outcome.err()).contains("nowhere.sock", "[sandbox.engine-unavailable]");
        }
    }

    @Test
    void removingWhatLivingOwnersHaveNeedsAYes() {
        assertThat(shell.run("sandbox", "sweep", "--all").code()).isEqualTo(2);
        assertThat(shell.run("sandbox", "sweep", "--all").err()).contains("repeat it with --yes");

        Outcome asked = shell.typed().watched(80).input("no\n").run("sandbox", "sweep", "--all");
        assertThat(asked.code()).isEqualTo(2);
        assertThat(asked.err()).contains("Type yes:", "nothing was removed");

        Outcome agreed = shell.input("yes\n").run("sandbox", "sweep", "--all");
        assertThat(agreed.err()).contains("nowhere.sock");
    }

    @Test
    void withoutAVerbItSaysWhichThereAre() {
        Outcome outcome = shell.run("sandbox");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("massgen sandbox explain, check, ps or sweep");
    }

    @Test
    void textsOfOthersStayTexts() {
        assertThat(JsonText.of(
                        java.util.Map.of("a\"\n", java.util.List.of("\u001b[2J", 1, true, java.util.Optional.empty()))))
                .isEqualTo("{\"a\\\"\\u000a\":[\"\\u001b[2J\",1,true,null]}");
    }
}
