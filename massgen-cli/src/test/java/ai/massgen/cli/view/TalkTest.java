package ai.massgen.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.StopReason;
import ai.massgen.core.event.SessionEvent;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TalkTest {
    private static final String LINES = "one\ntwo\nthree\nfour\n";

    @Test
    void inAPipeNoLineIsSharedByTwoAgents() {
        String shown = Rendered.storyPiped(
                Story.text("agent1", "Merge "),
                Story.text("agent2", "Heapsort is"),
                Story.text("agent3", "It depends.\nOn"),
                Story.text("agent1", "sort is stable.\nSo is"),
                Story.text("agent2", " not.\n"),
                done("agent1"),
                done("agent3"));

        assertThat(shown).isEqualTo("""
                agent3 cleo | It depends.
                agent1 ada (simulated) | Merge sort is stable.
                agent2 ben | Heapsort is not.
                agent1 ada (simulated) | So is
                agent3 cleo | On
                """);
    }

    @Test
    void inAPipeLongLinesAreNotBroken() {
        String line = "word ".repeat(500).strip();

        assertThat(Rendered.storyPiped(Story.text("agent2", line + "\n"))).isEqualTo("agent2 ben | " + line + "\n");
    }

    @Test
    void onATerminalAnAgentInterruptsOnlyWithSeveralRows() {
        String shown = Rendered.storyAt(
                80,
                Story.text("agent1", LINES),
                Story.text("agent2", "uno\ndos\n"),
                Story.text("agent1", "five\n"),
                Story.text("agent2", "tres\ncuatro\n"),
                Story.text("agent1", "six\n"),
                Story.text("agent2", "cinco\n\n"),
                Story.text("agent3", "\n\n1\n"),
                done("agent1"),
                done("agent2"),
                done("agent3"));

        assertThat(shown).isEqualTo("""
                agent1 ada (simulated), scripted
                │ one
                │ two
                │ three
                │ four
                │ five

                agent2 ben, openai gpt-5.4-mini
                │ uno
                │ dos
                │ tres
                │ cuatro
                │ cinco

                agent1 ada (simulated), scripted
                │ six

                agent3 cleo, openai qwen3
                │ 1
                """);
    }

    @Test
    void whatIsHeldBackIsShownBeforeTheAgentsNextDeed() {
        String shown = Rendered.storyAt(
                80, Story.text("agent2", "I vote."), new SessionEvent.VoteCast("agent2", "agent1", "Better.", 1));

        assertThat(shown).isEqualTo("""
                agent2 ben, openai gpt-5.4-mini
                │ I vote.
                ├ votes for agent1 ada (simulated)
                │   Better.
                """);
    }

    @Test
    void whatIsHeldBackIsShownWhenTheRunEnds() {
        assertThat(Rendered.storyPiped(Story.text("agent2", "unfinished"), Story.failed()))
                .startsWith("agent2 ben | unfinished\n");
    }

    @Test
    void reasoningIsMarkedAndShortened() {
        String shown = Rendered.storyAt(
                80,
                new SessionEvent.ReasoningDelta("agent2", 1, "First.\nThen "),
                new SessionEvent.ReasoningDelta("agent2", 1, "x ".repeat(300)),
                new SessionEvent.ReasoningDelta("agent2", 1, "never shown"),
                Story.text("agent2", "Said."),
                done("agent2"));

        assertThat(shown).startsWith("""
                        agent2 ben, openai gpt-5.4-mini
                        ┊ thinks: First.
                        ┊ Then x x""").endsWith("""
                         x …
                        │ Said.
                        """).doesNotContain("never");
    }

    @Test
    void aNewCallIsANewParagraph() {
        assertThat(Rendered.storyPiped(
                        Story.text("agent2", "in call one"),
                        new SessionEvent.TextDelta("agent2", 2, "in call two"),
                        done("agent2")))
                .isEqualTo("agent2 ben | in call one\nagent2 ben | in call two\n");
    }

    @Test
    void longLinesBreakAtTheWidthOfTheScreen() {
        SessionEvent[] events = {
            Story.text("agent2", "- merge sort: stable, because the left run wins when two keys are equal 合并排序是稳定的\n"),
            done("agent2")
        };

        assertThat(Rendered.storyAt(40, events)).isEqualTo("""
                agent2 ben, openai gpt-5.4-mini
                │ - merge sort: stable, because the
                │   left run wins when two keys are
                │   equal 合并排序是稳定的
                """);
        assertThat(Rendered.storyAt(80, events)).isEqualTo("""
                agent2 ben, openai gpt-5.4-mini
                │ - merge sort: stable, because the left run wins when two keys are equal 合并
                │   排序是稳定的
                """);
        assertThat(Rendered.storyAt(200, events)).isEqualTo("""
                agent2 ben, openai gpt-5.4-mini
                │ - merge sort: stable, because the left run wins when two keys are equal 合并排序是稳定的
                """);
    }

    @Test
    void agentsThatNobodyIntroducedAreNamedByTheirAlias() {
        assertThat(Rendered.piped(Story.text("agent9", "hello\n"))).isEqualTo("agent9 | hello\n");
    }

    private static SessionEvent done(String agent) {
        return Story.finished(agent, 1, StopReason.END, Optional.empty());
    }
}
