package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.cli.Shell.Outcome;
import ai.massgen.testkit.engine.LocalDocker;
import ai.massgen.testkit.engine.LocalPodman;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sandbox commands on a real engine. */
@Tag("engine")
@Timeout(120)
class SandboxOnEngineTest {
    private static final String DEAD = "v1 host=%s boot=0 ns=pid[1] pid=1 start=1";

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void findTheEngine() {
        shell = new Shell(folder)
                .variable("MASSGEN_DOCKER_HOST", LocalDocker.host())
                .variable("MASSGEN_PODMAN_HOST", LocalPodman.host());
    }

    /** The engine's own program. */
    private static String program(String engine, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                engine.equals("docker")
                        ? List.of("docker", "-H", LocalDocker.host())
                        : List.of("podman", "--url", LocalPodman.host()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    @ParameterizedTest
    @CsvSource({"docker, '{ runtime: runc }'", "docker, '{ runtime: runsc }'", "podman, {}"})
    void aCheckLooksIntoARealContainerFromOutsideAndInside(String engine, String policy) throws IOException {
        Files.createDirectory(folder.resolve("data"));
        shell.file("massgen.yaml", Shell.THREE_AGENTS + """
                sandbox: { engine: %s }
                tools:
                  files:
                    image: massgen/mcp-filesystem
                    pull: never
                    mounts: [{ path: data, target: /data }]
                    policy: %s
                """.formatted(engine, policy));

        Outcome outcome = shell.run("sandbox", "check", "files");

        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("files: everything that should be in force is")
                .contains("recorded network: enforced", "observed memory: enforced", "recorded runtime: enforced")
                .contains(
                        "inside write to the root file system: as promised",
                        "inside run a program from /tmp: as promised",
                        "inside network interfaces: as promised, expected lo, saw lo",
                        "inside capabilities: as promised")
                .doesNotContain("NOT ");
        Outcome json = shell.run("sandbox", "check", "--json");
        assertThat(json.lines())
                .singleElement()
                .asString()
                .contains("\"held\":true", "\"inside\":[{\"what\":\"user id\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "podman"})
    void whatADeadOwnerLeftIsListedAndSweptAndTheRestIsNot(String engine) throws Exception {
        String expired = program(
                engine,
                "create",
                "--name",
                "massgen-test-cli-expired",
                "--label",
                "ai.massgen.owner=" + DEAD.formatted("x"),
                "--label",
                "ai.massgen.expires=1",
                "--label",
                "ai.massgen.run=old",
                "massgen/busybox");
        String young = program(
                engine,
                "create",
                "--name",
                "massgen-test-cli-young",
                "--label",
                "ai.massgen.owner=" + DEAD.formatted("x"),
                "--label",
                "ai.massgen.expires=4000000000",
                "massgen/busybox");
        String foreign = program(
                engine,
                "create",
                "--name",
                "cli-foreign",
                "--label",
                "ai.massgen.owner=x",
                "--label",
                "ai.massgen.expires=1",
                "massgen/busybox");
        try {
            assertThat(shell.run("sandbox", "ps", "--engine", engine).out())
                    .containsPattern(
                            "massgen-test-cli-expired  created, \\d+ s old, run old, owner unknown, a sweep removes it")
                    .contains("massgen-test-cli-young")
                    .doesNotContain("cli-foreign");
            assertThat(shell.run("sandbox", "ps", "--engine", engine, "--json").out())
                    .contains("\"id\":\"" + expired + "\"", "\"abandoned\":true");

            assertThat(shell.run("sandbox", "sweep", "--engine", engine).out())
                    .contains("removed massgen-test-cli-expired")
                    .doesNotContain("young");
            assertThat(program(engine, "ps", "-aq", "--no-trunc"))
                    .contains(young, foreign)
                    .doesNotContain(expired);
        } finally {
            program(engine, "rm", "-f", young, foreign);
        }
    }
}
