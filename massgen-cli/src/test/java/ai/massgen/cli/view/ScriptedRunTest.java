package ai.massgen.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptedRunTest {
    /** Whatever the order, the votes of ada and ben decide; cleo may be stopped before it votes. */
    private static final String CONFIG = """
            version: 1
            agents:
              - id: ada
                backend:
                  type: scripted
                  mode: script
                  steps:
                    - { think: "Which sorts do I know?", say: "Merge sort comes to mind.", answer: "Merge sort is stable." }
                    - { vote: agent2, reason: "It also says why." }
              - id: ben
                backend:
                  type: scripted
                  mode: script
                  steps:
                    - { say: "Two lines:\\nhere they are.", answer: "Merge sort, because the left run wins ties." }
                    - { vote: agent2, reason: "It is mine." }
                    - { say: "Merge sort is stable:\\n\\n- the left run wins ties" }
              - id: cleo
                backend: { type: scripted, mode: auto, seed: 0 }
            """;

    @TempDir
    private Path folder;

    private String shown(boolean interactive) throws InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Screen screen = new Screen(new PrintStream(bytes, false, StandardCharsets.UTF_8), interactive, false, 80);
        try (MassGen massgen = MassGen.builder()
                        .config(CONFIG, "ScriptedRunTest")
                        .workingDirectory(folder)
                        .listener(RunView.on(screen))
                        .build();
                Session session = massgen.session()) {
            RunResult result = session.ask("Which sorting algorithm is stable?");
            assertThat(result).isInstanceOf(RunResult.Decided.class);
            return bytes.toString(StandardCharsets.UTF_8)
                    .replace(result.runId(), "RUN")
                    .replaceAll("decided in [0-9.]+ m?s: [67] model calls", "decided in TIME: SOME model calls");
        }
    }

    @Test
    void inAPipeTheWholeStoryIsTold() throws InterruptedException {
        assertThat(shown(false))
                .startsWith("""
                        question
                          Which sorting algorithm is stable?
                        agents
                          agent1 ada (simulated), scripted
                          agent2 ben (simulated), scripted
                          agent3 cleo (simulated), scripted

                        """)
                .contains(
                        "agent1 ada (simulated) * turn 1, writes a first answer\n",
                        "agent1 ada (simulated) : thinks: Which sorts do I know?\n",
                        "agent1 ada (simulated) | Merge sort comes to mind.\n",
                        "agent2 ben (simulated) | Two lines:\n",
                        "agent2 ben (simulated) | here they are.\n",
                        "agent1 ada (simulated) * answer agent1.1\nagent1 ada (simulated) |   Merge sort is stable.\n",
                        """
                        agent1 ada (simulated) * votes for agent2 ben (simulated)
                        agent1 ada (simulated) |   It also says why.
                        """,
                        "agent2 ben (simulated) * votes for agent2 ben (simulated), itself\n",
                        "\ndecision: agent2 ben (simulated) wins (",
                        "agent2 ben (simulated) * presents the answer\n")
                .endsWith("""

                        == answer of agent2 ben (simulated) ==

                        Merge sort is stable:

                        - the left run wins ties

                        ========
                        decided in TIME: SOME model calls, tokens unknown, $0, run RUN
                        """);
    }

    @Test
    void onATerminalEveryBlockNamesItsAgent() throws InterruptedException {
        String shown = shown(true);

        assertThat(shown.lines().filter(line -> line.matches("agent[0-9].*")))
                .isNotEmpty()
                .allMatch(line -> line.contains("(simulated)"));
        assertThat(shown).contains("├ votes for agent2 ben (simulated)\n│   It also says why.\n");
    }
}
