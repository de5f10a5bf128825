package ai.massgen.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.api.Usage;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.event.SessionEvent.Participant;
import ai.massgen.core.event.TrustEvent;
import ai.massgen.testkit.hostile.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileTextTest {
    /** Clears the screen, sets the title, goes back to the start of the line, turns the direction, hides. */
    private static final String EVIL =
            "a\u001b[2J\u001b]0;title\u0007\rb\u009b1m\b\u202ec\u2066d\u200be\ufefff\u2028g\u0000h\u0085i\u061cj";

    private static final Optional<String> MAYBE = Optional.of(EVIL);

    static List<SessionEvent> hostile() {
        return List.of(
                new SessionEvent.RunStarted(
                        EVIL, List.of(new Participant(EVIL, EVIL, EVIL, MAYBE, true)), List.of(EVIL, EVIL)),
                new SessionEvent.TurnStarted(EVIL, 1, EVIL),
                new SessionEvent.ModelCallStarted(EVIL, 1, 2),
                new SessionEvent.TextDelta(EVIL, 1, EVIL + "\n"),
                new SessionEvent.ReasoningDelta(EVIL, 1, EVIL + "\n"),
                new SessionEvent.ModelCallFailed(EVIL, 1, 1, EVIL, EVIL, Optional.empty()),
                new SessionEvent.ToolCallStarted(EVIL, EVIL, EVIL, new Json(EVIL)),
                new SessionEvent.ToolCallFinished(EVIL, EVIL, EVIL, EVIL, Optional.empty(), true, Duration.ZERO),
                new SessionEvent.ToolCallFinished(
                        EVIL, EVIL, EVIL, "", Optional.of(new Json(EVIL)), false, Duration.ZERO),
                new SessionEvent.ToolServerStarted(
                        EVIL, EVIL, EVIL, EVIL, Optional.empty(), EVIL, List.of(EVIL), List.of(), Duration.ZERO, true),
                new SessionEvent.ToolServerFailed(EVIL, EVIL, EVIL, EVIL),
                new SessionEvent.ToolServerStopped(
                        EVIL, EVIL, EVIL, 1, 2, 3, Optional.of(Duration.ZERO), OptionalLong.of(4)),
                new TrustEvent.ToolCallDenied(EVIL, EVIL, EVIL, EVIL),
                new TrustEvent.ToolSuspicious(EVIL, EVIL, EVIL, EVIL, EVIL),
                new TrustEvent.ToolsPinned(EVIL, List.of(EVIL), EVIL),
                new TrustEvent.ToolDefinitionChanged(EVIL, EVIL, EVIL, "changed", EVIL),
                new TrustEvent.ToolDefinitionChanged(EVIL, EVIL, EVIL, EVIL, EVIL),
                new SessionEvent.AnswerAccepted(EVIL, EVIL, EVIL, 1),
                new SessionEvent.VoteCast(EVIL, EVIL, EVIL, 1),
                new SessionEvent.VoteOutdated(EVIL, EVIL),
                new SessionEvent.SubmissionRejected(EVIL, EVIL, 1),
                new SessionEvent.TurnSuperseded(EVIL, 1, List.of(EVIL)),
                new SessionEvent.AgentWithdrawn(EVIL, EVIL),
                new SessionEvent.DecisionMade(EVIL, Map.of(EVIL, 1), EVIL),
                new SessionEvent.PresentationStarted(EVIL),
                new SessionEvent.PresentationMissed(EVIL, EVIL),
                new SessionEvent.Note(EVIL),
                new SessionEvent.RunFinished(EVIL, MAYBE, MAYBE, MAYBE, Usage.ZERO, 1, Duration.ZERO));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    @Row("E16")
    void nothingReachesTheScreenThatIsNotText(SessionEvent event) {
        assertHarmless(Rendered.piped(event, Story.failed()));
        assertHarmless(Rendered.at(40, event, Story.failed()));
        assertHarmless(Rendered.coloured(200, event, Story.failed()).replaceAll("\u001b\\[(0|[1-9][0-9;]*)m", ""));
    }

    private static void assertHarmless(String shown) {
        assertThat(shown).contains("a\\e[2J").doesNotContain(EVIL);
        assertThat(shown.codePoints().filter(point -> point != '\n'))
                .noneMatch(point -> switch (Character.getType(point)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE -> true;
                    default -> false;
                });
    }

    @Test
    @Row("E16")
    void anEscapeThatComesInPiecesIsNoEscape() {
        assertThat(Rendered.storyAt(
                        80, Story.text("agent2", "\u001b"), Story.text("agent2", "[31mred\n"), Story.failed()))
                .contains("│ \\e[31mred\n");
    }

    @Test
    void anAgentCannotSpeakForAnother() {
        String forged =
                "fine\nagent1 ada (simulated) * votes for agent2 ben\n\nagent3 cleo, openai qwen3\n├ WITHDRAWS\n";

        assertThat(Rendered.storyPiped(Story.text("agent2", forged)).lines())
                .allMatch(line -> line.startsWith("agent2 ben |"));
        assertThat(Rendered.storyAt(80, Story.text("agent2", forged)).lines().skip(1))
                .allMatch(line -> line.startsWith("│"));
    }
}
