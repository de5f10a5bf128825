package ai.massgen.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.event.TrustEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunViewTest {
    @Test
    void theStoryHasEveryKindOfEvent() {
        assertThat(Stream.of(Story.everything(), CallStory.everything(), CourseStory.everything())
                        .flatMap(List::stream)
                        .map(Object::getClass)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(kinds(SessionEvent.class));
    }

    private static List<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses())
                        .flatMap(each -> kinds(each).stream())
                        .toList()
                : List.of(type);
    }

    @Test
    void aRunBeginsWithItsQuestionAndItsRoster() {
        assertThat(Rendered.at(40, Story.BEGIN)).isEqualTo("""
                question
                  Which sorting algorithms are
                  stable, and does it matter for our
                  notes?
                agents
                  agent1 ada (simulated), scripted
                  agent2 ben, openai gpt-5.4-mini
                  agent3 cleo, openai qwen3
                tool servers
                  files

                """);
    }

    @Test
    void aLongQuestionIsShortened() {
        SessionEvent.RunStarted long1 = new SessionEvent.RunStarted("line\n".repeat(500), List.of(), List.of());

        assertThat(Rendered.piped(long1)).hasLineCount(23).contains("line …\n");
    }

    @Test
    void coloursSayNothingThatTheWordsDoNot() {
        for (int width : List.of(40, 80, 200)) {
            String coloured = Rendered.coloured(width, Story.everything().toArray(SessionEvent[]::new));

            assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
                    .isEqualTo(Rendered.at(width, Story.everything().toArray(SessionEvent[]::new)));
        }
    }

    @Test
    void agentsHaveColoursOfTheirOwn() {
        String shown = Rendered.coloured(
                80,
                Story.BEGIN,
                new SessionEvent.VoteCast("agent1", "agent2", "Why not.", 1),
                new SessionEvent.AgentWithdrawn("agent2", "spent"));

        assertThat(shown.replace('\u001b', '^')).endsWith("""

                ^[1;36magent1 ada (simulated), scripted^[0m
                ^[1;36m├^[0m ^[1mvotes for agent2 ben^[0m
                ^[1;36m│^[0m   Why not.

                ^[1;35magent2 ben, openai gpt-5.4-mini^[0m
                ^[1;35m├^[0m ^[31mWITHDRAWS: spent^[0m
                """);
    }

    @Test
    void noColourCrossesALineEnd() {
        assertThat(Rendered.coloured(40, Story.everything().toArray(SessionEvent[]::new))
                        .lines())
                .allMatch(line ->
                        line.split("\u001b\\[0m", -1).length - 1 == line.split("\u001b\\[[1-9]", -1).length - 1);
    }

    @Test
    void turnsThatBeginAreNotedByTheWay() {
        SessionEvent[] events = {
            new SessionEvent.TurnStarted("agent1", 1, "first-answer"),
            new SessionEvent.TurnStarted("agent2", 1, "first-answer"),
            new SessionEvent.AnswerAccepted("agent1", "agent1.1", "42", 1),
            new SessionEvent.TurnStarted("agent1", 2, "evaluate"),
            new SessionEvent.TurnStarted("agent2", 2, "update")
        };

        assertThat(Rendered.storyAt(80, events)).isEqualTo("""
                agent1 ada (simulated): turn 1, writes a first answer
                agent2 ben: turn 1, writes a first answer

                agent1 ada (simulated), scripted
                ├ answer agent1.1
                │   42
                ├ turn 2, reads the answers, improves or votes

                agent2 ben: turn 2, reads newer answers, improves or votes
                """);
        assertThat(Rendered.storyPiped(events)).isEqualTo("""
                agent1 ada (simulated) * turn 1, writes a first answer
                agent2 ben * turn 1, writes a first answer
                agent1 ada (simulated) * answer agent1.1
                agent1 ada (simulated) |   42
                agent1 ada (simulated) * turn 2, reads the answers, improves or votes
                agent2 ben * turn 2, reads newer answers, improves or votes
                """);
    }

    @Test
    void anAnswerIsShownWhole() {
        String content = "First line.\n\n- " + "word ".repeat(100) + "\n```\n\tcode\n```";

        assertThat(Rendered.storyPiped(new SessionEvent.AnswerAccepted("agent2", "agent2.3", content, 7)))
                .isEqualTo("agent2 ben * answer agent2.3\n"
                        + "agent2 ben |   First line.\n"
                        + "agent2 ben |\n"
                        + "agent2 ben |   - " + "word ".repeat(100) + "\n"
                        + "agent2 ben |   ```\n"
                        + "agent2 ben |   \tcode\n"
                        + "agent2 ben |   ```\n");
    }

    @Test
    void votesSayForWhomAndWhy() {
        assertThat(Rendered.storyPiped(
                        new SessionEvent.VoteCast("agent2", "agent1", "It is right.\nAnd short.", 1),
                        new SessionEvent.VoteCast("agent3", "agent3", " ", 1),
                        new SessionEvent.VoteOutdated("agent2", "agent1")))
                .isEqualTo("""
                        agent2 ben * votes for agent1 ada (simulated)
                        agent2 ben |   It is right.
                        agent2 ben |   And short.
                        agent3 cleo * votes for agent3 cleo, itself
                        agent3 cleo |   gives no reason
                        agent2 ben * outdated: its vote for agent1 ada (simulated) does not count, because a newer answer came that it had not seen
                        """);
    }

    @Test
    void whatDoesNotCountSaysWhy() {
        assertThat(Rendered.storyPiped(
                        new SessionEvent.SubmissionRejected("agent2", "Vote for an agent with an answer.", 1),
                        new SessionEvent.SubmissionRejected("agent2", "Again.", 0),
                        new SessionEvent.TurnSuperseded("agent3", 2, List.of("agent1.2", "agent2.1")),
                        new SessionEvent.AgentWithdrawn("agent2", "nothing that counts")))
                .isEqualTo("""
                        agent2 ben * rejected: Vote for an agent with an answer.
                        agent2 ben |   1 try left
                        agent2 ben * rejected: Again.
                        agent2 ben |   no tries left
                        agent3 cleo * superseded: is told of agent1.2, agent2.1, new since turn 2 began
                        agent2 ben * WITHDRAWS: nothing that counts
                        """);
    }

    @Test
    void aFailedCallSaysWhetherItIsTriedAgain() {
        assertThat(Rendered.storyPiped(
                        new SessionEvent.ModelCallFailed(
                                "agent2",
                                3,
                                1,
                                "backend.rate-limited",
                                "slow down",
                                Optional.of(Duration.ofMillis(1250))),
                        new SessionEvent.ModelCallStarted("agent2", 3, 2),
                        new SessionEvent.ModelCallFailed(
                                "agent2", 3, 2, "backend.authentication", "wrong key", Optional.empty())))
                .isEqualTo("""
                        agent2 ben * model call 3 FAILED in attempt 1 (backend.rate-limited): slow down
                        agent2 ben |   tries again in 1.2 s
                        agent2 ben * model call 3, attempt 2
                        agent2 ben * model call 3 FAILED in attempt 2 (backend.authentication): wrong key
                        agent2 ben |   does not try again
                        """);
    }

    @Test
    void theDecisionShowsTheTallyInTheOrderOfTheRoster() {
        assertThat(Rendered.storyAt(
                        80,
                        Story.text("agent3", "still talk"),
                        new SessionEvent.DecisionMade(
                                "agent1",
                                Map.of("agent3", 0, "agent1", 2, "agent2", 1),
                                "the leader can no longer be overtaken")))
                .isEqualTo("""
                        agent3 cleo, openai qwen3
                        │ still talk

                        decision: agent1 ada (simulated) wins (the leader can no longer be overtaken)
                          votes: agent1 ada (simulated) 2, agent2 ben 1, agent3 cleo 0

                        """);
        assertThat(Rendered.storyPiped(new SessionEvent.DecisionMade("agent2", Map.of(), "coordination is skipped")))
                .contains("  no votes were needed\n");
    }

    @Test
    void aToolServerTellsWhereItRunsAndWhatIsInForce() {
        assertThat(Rendered.storyPiped(
                        Story.server("agent1"),
                        new SessionEvent.ToolServerStopped(
                                "agent1", "files", "3f2a9c81b7d0aa", 1, 2, 3, Optional.empty(), OptionalLong.empty()),
                        new SessionEvent.ToolServerStopped(
                                "agent1",
                                "files",
                                "3f2a9c81b7d0aa",
                                2,
                                2,
                                3,
                                Optional.of(Duration.ofMillis(1_250)),
                                OptionalLong.of(45L << 20)),
                        new TrustEvent.ToolCallDenied("agent1", "c1", "files__write", "it was not approved")))
                .isEqualTo("""
                        agent1 ada (simulated) * tool server files runs in docker: 2 tools, MCP 2025-11-25, started in 312 ms
                        agent1 ada (simulated) |   image massgen/mcp-filesystem, container 3f2a9c81b7d0
                        agent1 ada (simulated) |   2 of 4 controls enforced (1 observed); bounded by memory: tmp-size; not available: tmp-inodes
                        agent1 ada (simulated) * tool server files stopped and removed after 1 call (3f2a9c81b7d0)
                        agent1 ada (simulated) * tool server files stopped and removed after 2 calls, 1.2 s of processor time, 45 MiB of memory (3f2a9c81b7d0)
                        agent1 ada (simulated) * the call of files__write is DENIED: it was not approved
                        """);
    }

    @Test
    void aToolServerThatIsNotLockedInSaysSo() {
        SessionEvent bare = new SessionEvent.ToolServerStarted(
                "agent2",
                "files",
                "host",
                "4711",
                Optional.empty(),
                "2025-11-25",
                List.of(),
                List.of(),
                Duration.ZERO,
                false);
        SessionEvent open = new SessionEvent.ToolServerStarted(
                "agent2",
                "files",
                "docker",
                "4711",
                Optional.empty(),
                "2025-11-25",
                List.of(),
                List.of(
                        Story.evidence(Control.NETWORK, Evidence.Status.NOT_ENFORCED, Evidence.Source.OBSERVED),
                        Story.evidence(Control.CPU, Evidence.Status.ENFORCED, Evidence.Source.RECORDED)),
                Duration.ZERO,
                false);

        assertThat(Rendered.storyPiped(bare, open))
                .contains("|   process 4711\n", "|   not isolated: no control is known to be in force\n")
                .contains("|   1 of 2 controls enforced (0 observed); NOT ENFORCED: network\n");
    }

    @Test
    void aToolServerThatStoodReadySaysSo() {
        SessionEvent started = new SessionEvent.ToolServerStarted(
                "agent2",
                "files",
                "docker",
                "4711",
                Optional.empty(),
                "2025-11-25",
                List.of("files__look"),
                List.of(),
                Duration.ofMillis(2),
                true);

        assertThat(Rendered.storyPiped(started))
                .contains("tool server files runs in docker: 1 tool, MCP 2025-11-25, was warm, taken in 2 ms\n");
    }

    @Test
    void aToolServerThatRunsElsewhereIsShownWithItsAddress() {
        String url = "https://mcp.example.com/mcp";
        SessionEvent started = new SessionEvent.ToolServerStarted(
                "agent2",
                "wiki",
                SessionEvent.ToolServerStarted.REMOTE,
                url,
                Optional.empty(),
                "2026-07-28",
                List.of("wiki__search"),
                List.of(),
                Duration.ofMillis(80),
                false);
        SessionEvent stopped = new SessionEvent.ToolServerStopped(
                "agent2", "wiki", url, 2, 10, 20, Optional.empty(), OptionalLong.empty());

        assertThat(Rendered.storyPiped(started, stopped)).isEqualTo("""
                        agent2 ben * tool server wiki runs elsewhere: 1 tool, MCP 2026-07-28, reached in 80 ms
                        agent2 ben |   at https://mcp.example.com/mcp, in no container of this machine
                        agent2 ben * tool server wiki was left after 2 calls
                        """);
    }

    @Test
    void aToolServerThatFailsLeavesItsLastWords() {
        assertThat(Rendered.storyPiped(new SessionEvent.ToolServerFailed(
                        "agent2", "files", "mcp.closed", "exited with 1:\n  | no such folder")))
                .isEqualTo("""
                        agent2 ben * tool server files failed (mcp.closed): exited with 1:
                        agent2 ben |   | no such folder
                        """);
    }

    @Test
    void toolCallsAreShortenedAndTimed() {
        assertThat(Rendered.storyPiped(
                        new SessionEvent.ToolCallStarted(
                                "agent2", "c1", "files__write", new Json("{\"text\":\"" + "x".repeat(500) + "\"}")),
                        finished("one\ntwo\n\nfour\nfive\n", Optional.empty(), false),
                        finished("y".repeat(1_000), Optional.empty(), false),
                        finished("", Optional.of(new Json("{\"a\":1}")), false),
                        finished("", Optional.empty(), false),
                        finished("no such file", Optional.empty(), true)))
                .isEqualTo("agent2 ben * calls files__write {\"text\":\"" + "x".repeat(150) + "…\n"
                        + """
                        agent2 ben * files__write answered in 1.5 s:
                        agent2 ben |   one
                        agent2 ben |   two
                        agent2 ben |
                        agent2 ben |   four …
                        agent2 ben * files__write answered in 1.5 s:
                        agent2 ben |   %s…
                        agent2 ben * files__write answered in 1.5 s:
                        agent2 ben |   {"a":1}
                        agent2 ben * files__write answered in 1.5 s: nothing
                        agent2 ben * files__write FAILED after 1.5 s:
                        agent2 ben |   no such file
                        """.formatted("y".repeat(319)));
    }

    @Test
    void aReplyThatWasCutSaysSo() {
        assertThat(Rendered.storyPiped(
                        Story.finished("agent2", 1, ai.massgen.api.backend.StopReason.MAX_TOKENS, Optional.empty())))
                .isEqualTo("agent2 ben * the reply was cut: the limit on output tokens is reached\n");
    }

    @Test
    void theWinnerPresents() {
        assertThat(Rendered.storyPiped(
                        new SessionEvent.PresentationStarted("agent2"),
                        new SessionEvent.TurnStarted("agent2", 3, "presentation"),
                        new SessionEvent.PresentationMissed("agent2", "it was empty")))
                .isEqualTo("""
                        agent2 ben * presents the answer
                        agent2 ben * does not present its answer: it was empty; the answer that was voted for stands
                        """);
    }

    @Test
    void notesStandAlone() {
        assertThat(Rendered.storyPiped(new SessionEvent.Note("the image is missing")))
                .isEqualTo("""
                note: the image is missing
                """);
    }

    private static SessionEvent finished(String text, Optional<Json> structured, boolean error) {
        return new SessionEvent.ToolCallFinished(
                "agent2", "c1", "files__write", text, structured, error, Duration.ofMillis(1_512));
    }
}
