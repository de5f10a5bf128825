package ai.massgen.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Usage;
import ai.massgen.api.backend.StopReason;
import ai.massgen.core.event.SessionEvent;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunEndTest {
    private static final String ANSWER = "Merge sort.\n\n  \tindented " + "and long ".repeat(30) + "\n| a table |\n";

    private static SessionEvent decided(String answer, Usage usage, int calls) {
        return new SessionEvent.RunFinished(
                "decided",
                Optional.of("agent2"),
                Optional.of(answer),
                Optional.empty(),
                usage,
                calls,
                Duration.ofMillis(12_345));
    }

    @Test
    void theAnswerIsSetApartAndUnaltered() {
        assertThat(Rendered.storyPiped(Story.text("agent2", "x\n"), decided(ANSWER, Usage.ZERO, 3)))
                .isEqualTo("agent2 ben | x\n\n== answer of agent2 ben ==\n\n" + ANSWER
                        + "\n========\ndecided in 12.3 s: 3 model calls, tokens unknown, run " + Rendered.RUN + "\n");
        assertThat(Rendered.storyAt(40, decided(ANSWER, Usage.ZERO, 3)))
                .startsWith("── answer of agent2 ben ─────────────\n\n" + ANSWER + "\n───────");
    }

    @Test
    void linesOfTheAnswerThatTryToMoveTheCursorAreShownAsEscapes() {
        assertThat(Rendered.storyAt(80, decided("a\u001b[2Jb\rc\r\nd", Usage.ZERO, 1)))
                .contains("\n\na\\e[2Jb\\rc\nd\n\n");
    }

    @Test
    void unknownTokensAreNotNought() {
        assertThat(Rendered.storyPiped(
                        Story.finished("agent1", 1, StopReason.END, Optional.empty()), decided("a", Usage.ZERO, 1)))
                .contains("1 model call, tokens unknown, run");
    }

    @Test
    void partlyUnknownTokensAreSaidToBe() {
        assertThat(Rendered.storyPiped(
                        Story.finished("agent1", 1, StopReason.END, Optional.empty()),
                        Story.finished("agent2", 1, StopReason.END, Optional.of(new Usage(1_200, 340, 0, 0))),
                        decided("a", new Usage(1_200, 340, 0, 0), 2)))
                .contains("2 model calls, 1,200 tokens in, 340 out (unknown for 1 of 2 calls), run");
    }

    @Test
    void tokensOfAllCallsAreJustTokens() {
        assertThat(Rendered.storyPiped(
                        Story.finished("agent2", 1, StopReason.END, Optional.of(new Usage(0, 340, 0, 0))),
                        decided("a", new Usage(0, 340, 0, 0), 1)))
                .contains("1 model call, 0 tokens in, 340 out, run");
    }

    @Test
    void aNewRunCountsAnew() {
        assertThat(Rendered.piped(
                        Story.BEGIN,
                        Story.finished("agent2", 1, StopReason.END, Optional.of(new Usage(1, 1, 0, 0))),
                        decided("a", new Usage(1, 1, 0, 0), 1),
                        Story.BEGIN,
                        decided("a", Usage.ZERO, 1)))
                .endsWith("1 model call, tokens unknown, run " + Rendered.RUN + "\n");
    }

    @Test
    void aRunWithoutAnswerSaysWhy() {
        assertThat(Rendered.storyPiped(Story.failed())).isEqualTo("""
                ========
                backend.authentication: openai refuses the key;
                  set OPENAI_API_KEY
                FAILED in 1 min 5 s: 1 model call, tokens unknown, run 20261122-145501-k3f9q2
                """);
    }

    @Test
    void aCancelledRunShowsTheAnswerThatWasAhead() {
        assertThat(Rendered.storyPiped(new SessionEvent.RunFinished(
                        "cancelled",
                        Optional.empty(),
                        Optional.of("half"),
                        Optional.of("cancelled"),
                        Usage.ZERO,
                        0,
                        Duration.ofMinutes(123))))
                .isEqualTo("""
                        == the answer that was ahead ==

                        half

                        ========
                        CANCELLED in 2 h 3 min: 0 model calls, tokens unknown, run 20261122-145501-k3f9q2
                        """);
    }
}
