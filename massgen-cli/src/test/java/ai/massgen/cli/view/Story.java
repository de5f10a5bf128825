package ai.massgen.cli.view;

import ai.massgen.api.Json;
import ai.massgen.api.Usage;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.core.event.EgressEvent;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.event.SessionEvent.Participant;
import ai.massgen.core.event.TrustEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Events for tests: one run in which everything happens that can happen. */
final class Story {
    static final String ANSWER = "合并排序是稳定的。 Timsort too. 👍🏽";

    static final SessionEvent.RunStarted BEGIN = new SessionEvent.RunStarted(
            "Which sorting algorithms are stable, and does it matter for our notes?",
            List.of(
                    new Participant("agent1", "ada", "scripted", Optional.empty(), true),
                    new Participant("agent2", "ben", "openai", Optional.of("gpt-5.4-mini"), false),
                    new Participant("agent3", "cleo", "openai", Optional.of("qwen3"), false)),
            List.of("files"));

    private Story() {}

    static List<SessionEvent> everything() {
        return Arrays.asList(
                BEGIN,
                new SessionEvent.Note("the image massgen/mcp-search is missing; run without it"),
                server("agent1"),
                new SessionEvent.ToolServerFailed(
                        "agent3",
                        "files",
                        "mcp.closed",
                        "the server exited with 1 before it answered; its last words:\n  | Error: no such folder\n  | at"
                                + " main.js:3"),
                new SessionEvent.ProtocolInput(Json.EMPTY_OBJECT, "0123456789abcdef"),
                new SessionEvent.TurnStarted("agent1", 1, "first-answer"),
                new SessionEvent.ModelCallStarted("agent1", 1, 1),
                new SessionEvent.TurnStarted("agent2", 1, "first-answer"),
                new SessionEvent.ModelCallStarted("agent2", 1, 1),
                new SessionEvent.TurnStarted("agent3", 1, "first-answer"),
                new SessionEvent.ModelCallStarted("agent3", 1, 1),
                text("agent1", "Let me look at the notes fir"),
                new SessionEvent.ReasoningDelta("agent2", 1, "The user asks about stability. Merge sort and insertion"),
                text("agent3", "Stability matters when records are sorted by several keys one after the other.\n\n"),
                text("agent1", "st, before I say anything about them."),
                new SessionEvent.ReasoningDelta("agent2", 1, " sort are stable; quicksort and heapsort are not."),
                text(
                        "agent3",
                        "- merge sort: stable\n- insertion sort: stable\n- heapsort: not stable, because the heap"),
                text("agent1", "\n"),
                text("agent3", " moves equal keys past each other in ways that nobody can predict\n"),
                finished("agent1", 1, StopReason.TOOL_CALLS, Optional.empty()),
                new SessionEvent.ToolCallStarted(
                        "agent1", "c1", "files__list_directory", new Json("{\"path\":\"/workspace/notes\"}")),
                text("agent2", "Merge sort, insertion sort, bubble sort and Timsort keep equal keys in order."),
                new SessionEvent.ToolCallFinished(
                        "agent1",
                        "c1",
                        "files__list_directory",
                        "[FILE] todo.md\n[FILE] ideas.md\n[DIR] old\n[FILE] a\n[FILE] b\n[FILE] c",
                        Optional.empty(),
                        false,
                        Duration.ofMillis(12)),
                new SessionEvent.ToolCallStarted(
                        "agent1", "c2", "files__read_file", new Json("{\"path\":\"/workspace/notes/none.md\"}")),
                new SessionEvent.ToolCallFinished(
                        "agent1",
                        "c2",
                        "files__read_file",
                        "ENOENT: no such file or directory",
                        Optional.empty(),
                        true,
                        Duration.ofMillis(1512)),
                new SessionEvent.ModelCallFailed(
                        "agent3",
                        1,
                        1,
                        "backend.overloaded",
                        "openai answered 503: overloaded",
                        Optional.of(Duration.ofMillis(1200))),
                new SessionEvent.ModelCallStarted("agent3", 1, 2),
                finished("agent2", 1, StopReason.MAX_TOKENS, Optional.of(new Usage(1200, 340, 0, 0))),
                new SessionEvent.AnswerAccepted(
                        "agent1",
                        "agent1.1",
                        "Merge sort and insertion sort are stable.\n\nIt matters if you sort by several keys.",
                        1),
                new SessionEvent.TurnSuperseded("agent2", 1, List.of("agent1.1")),
                new SessionEvent.SubmissionRejected("agent3", "Vote for an agent that has an answer: agent1.", 2),
                new SessionEvent.VoteCast("agent1", "agent1", "It is complete.", 1),
                new SessionEvent.AnswerAccepted("agent2", "agent2.1", ANSWER, 2),
                new SessionEvent.VoteOutdated("agent1", "agent1"),
                new SessionEvent.VoteCast("agent1", "agent2", "It names Timsort, which is what we use.", 2),
                new SessionEvent.VoteCast("agent2", "agent2", "", 2),
                new SessionEvent.AgentWithdrawn("agent3", "its model could not be reached in 3 attempts"),
                new SessionEvent.DecisionMade("agent2", Map.of("agent2", 2, "agent1", 0), "all votes are in"),
                new SessionEvent.PresentationStarted("agent2"),
                new SessionEvent.TurnStarted("agent2", 3, "presentation"),
                new SessionEvent.PresentationMissed("agent2", "it took longer than 30 s"),
                new TrustEvent.ToolSuspicious("files", "read", "invisible", "description", "\\u{200b}"),
                new TrustEvent.ToolsPinned("files", List.of("files__read"), "/home/ada/massgen.lock"),
                new TrustEvent.ToolDefinitionChanged("agent1", "files", "read", "changed", "- Reads.\n+ Sends."),
                new SessionEvent.ToolServerStopped(
                        "agent1",
                        "files",
                        "3f2a9c81b7d0aabbccdd",
                        2,
                        300,
                        4_000,
                        Optional.of(Duration.ofMillis(1_250)),
                        OptionalLong.of(45L << 20)),
                new EgressEvent.EgressConnected("agent1", "files", "api.example.com:443", "192.0.2.7"),
                new EgressEvent.EgressRefused("agent1", "files", "evil.example:443", "it is not in the egress list"),
                new EgressEvent.EgressUntold("agent1", "files", 3, 4),
                new TrustEvent.ToolCallDenied("agent1", "c9", "files__write", "it was not approved"),
                new SessionEvent.RunFinished(
                        "decided",
                        Optional.of("agent2"),
                        Optional.of(ANSWER),
                        Optional.empty(),
                        new Usage(1200, 340, 0, 0),
                        7,
                        Duration.ofMillis(12_345)));
    }

    static SessionEvent text(String agent, String text) {
        return new SessionEvent.TextDelta(agent, 1, text);
    }

    static SessionEvent finished(String agent, int call, StopReason reason, Optional<Usage> usage) {
        ModelReply.Builder reply = ModelReply.builder(reason);
        usage.ifPresent(reply::usage);
        return new SessionEvent.ModelCallFinished(agent, call, "hash", reply.build(), Duration.ofMillis(900));
    }

    static SessionEvent failed() {
        return new SessionEvent.RunFinished(
                "failed",
                Optional.empty(),
                Optional.empty(),
                Optional.of("backend.authentication: openai refuses the key;\n  set OPENAI_API_KEY"),
                Usage.ZERO,
                1,
                Duration.ofSeconds(65));
    }

    static SessionEvent server(String agent) {
        return new SessionEvent.ToolServerStarted(
                agent,
                "files",
                "docker",
                "3f2a9c81b7d0aabbccdd",
                Optional.of(new ImageId("sha256:" + "a".repeat(64), Optional.empty(), "massgen/mcp-filesystem")),
                "2025-11-25",
                List.of("files__list_directory", "files__read_file"),
                List.of(
                        evidence(Control.NETWORK, Evidence.Status.ENFORCED, Evidence.Source.OBSERVED),
                        evidence(Control.USER, Evidence.Status.ENFORCED, Evidence.Source.RECORDED),
                        evidence(Control.TMP_SIZE, Evidence.Status.BOUNDED_BY_MEMORY, Evidence.Source.OBSERVED),
                        evidence(Control.TMP_INODES, Evidence.Status.NOT_AVAILABLE, Evidence.Source.RECORDED)),
                Duration.ofMillis(312),
                false);
    }

    static Evidence evidence(Control control, Evidence.Status status, Evidence.Source source) {
        return new Evidence(control, status, source, "asked", "got");
    }
}
