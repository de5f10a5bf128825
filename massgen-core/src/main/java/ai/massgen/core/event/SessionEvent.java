package ai.massgen.core.event;

import ai.massgen.api.Json;
import ai.massgen.api.Usage;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ImageId;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something that happened in a run. Immutable.
 *
 * <p>New kinds may be added in any minor release: code outside this project keeps a {@code default} branch. On disk and
 * with {@code --json} the type of a record is its name in lower case with dots: {@link VoteCast} is {@code vote.cast}.
 * Agents are named by their aliases ({@code agent1}); the roster in {@link RunStarted} tells who they are.
 */
public sealed interface SessionEvent
        permits CallEvent,
                CourseEvent,
                EgressEvent,
                TrustEvent,
                SessionEvent.AgentWithdrawn,
                SessionEvent.AnswerAccepted,
                SessionEvent.DecisionMade,
                SessionEvent.ModelCallFailed,
                SessionEvent.ModelCallFinished,
                SessionEvent.ModelCallStarted,
                SessionEvent.Note,
                SessionEvent.PresentationMissed,
                SessionEvent.PresentationStarted,
                SessionEvent.ProtocolInput,
                SessionEvent.ReasoningDelta,
                SessionEvent.RunFinished,
                SessionEvent.RunStarted,
                SessionEvent.SubmissionRejected,
                SessionEvent.TextDelta,
                SessionEvent.ToolCallFinished,
                SessionEvent.ToolCallStarted,
                SessionEvent.ToolServerFailed,
                SessionEvent.ToolServerStarted,
                SessionEvent.ToolServerStopped,
                SessionEvent.TurnStarted,
                SessionEvent.TurnSuperseded,
                SessionEvent.VoteCast,
                SessionEvent.VoteOutdated {
    /**
     * Whether the event is kept in the journal. Pieces of text are not: the whole text is in {@link ModelCallFinished}.
     *
     * @return false for pieces of text
     */
    default boolean journalled() {
        return true;
    }

    /**
     * A participant.
     *
     * @param alias its alias
     * @param id its id in the configuration
     * @param backend the name of its backend
     * @param model the model it asks for, if the settings name one
     * @param simulated whether its answers are made up by a script
     */
    record Participant(String alias, String id, String backend, Optional<String> model, boolean simulated) {}

    /**
     * A run has begun.
     *
     * @param question the question
     * @param participants the roster, in order
     * @param servers the names of the tool servers
     */
    record RunStarted(String question, List<Participant> participants, List<String> servers) implements SessionEvent {
        /** Copies the lists. */
        public RunStarted {
            participants = List.copyOf(participants);
            servers = List.copyOf(servers);
        }
    }

    /**
     * An input that the coordination took a step on. Replaying these gives the same states.
     *
     * @param input the input
     * @param state a digest of the state after it, to compare with the state of a replay
     */
    record ProtocolInput(Json input, String state) implements SessionEvent {}

    /**
     * An agent begins a turn.
     *
     * @param agent the agent
     * @param turn the number of the turn among the agent's turns, from 1
     * @param task what it is asked to do: {@code first-answer}, {@code evaluate}, {@code update}, {@code retry},
     *     {@code presentation} or {@code judgement}
     */
    record TurnStarted(String agent, int turn, String task) implements SessionEvent {}

    /**
     * A model is asked.
     *
     * @param agent the agent
     * @param call the number of the call among the agent's calls, from 1
     * @param attempt the number of the attempt, from 1
     */
    record ModelCallStarted(String agent, int call, int attempt) implements SessionEvent {}

    /**
     * A piece of what a model says.
     *
     * @param agent the agent
     * @param call the call
     * @param text the piece
     */
    record TextDelta(String agent, int call, String text) implements SessionEvent {
        @Override
        public boolean journalled() {
            return false;
        }
    }

    /**
     * A piece of a model's reasoning, or of its summary.
     *
     * @param agent the agent
     * @param call the call
     * @param text the piece
     */
    record ReasoningDelta(String agent, int call, String text) implements SessionEvent {
        @Override
        public boolean journalled() {
            return false;
        }
    }

    /**
     * A model has answered.
     *
     * @param agent the agent
     * @param call the call
     * @param requestHash the SHA-256 of the request in a canonical form, for replay
     * @param reply the whole reply
     * @param elapsed how long it took
     */
    record ModelCallFinished(String agent, int call, String requestHash, ModelReply reply, Duration elapsed)
            implements SessionEvent {}

    /**
     * A model has not answered.
     *
     * @param agent the agent
     * @param call the call
     * @param attempt the attempt
     * @param code the error id
     * @param message what happened
     * @param retryIn how long until the next attempt, empty if there is none
     */
    record ModelCallFailed(String agent, int call, int attempt, String code, String message, Optional<Duration> retryIn)
            implements SessionEvent {}

    /**
     * An agent uses a tool.
     *
     * @param agent the agent
     * @param callId the id of the call
     * @param tool the name of the tool
     * @param arguments its arguments
     */
    record ToolCallStarted(String agent, String callId, String tool, Json arguments) implements SessionEvent {}

    /**
     * A tool has answered.
     *
     * @param agent the agent
     * @param callId the id of the call
     * @param tool the name of the tool
     * @param text what the model reads
     * @param structured the structured content, if any
     * @param error whether the call failed
     * @param elapsed how long it took
     */
    record ToolCallFinished(
            String agent,
            String callId,
            String tool,
            String text,
            Optional<Json> structured,
            boolean error,
            Duration elapsed)
            implements SessionEvent {}

    /**
     * A tool server runs and has been asked for its tools.
     *
     * @param agent the agent it works for
     * @param server its name in the configuration
     * @param engine the sandbox it runs in, or {@link #REMOTE}
     * @param id the container id, or the address of a server that runs elsewhere
     * @param image the image, if it runs one
     * @param protocol the MCP revision that was agreed on, or {@link #COMMANDS}
     * @param tools the names of its tools as models see them
     * @param evidence what is in force around it
     * @param elapsed how long the start took, or to take it if it was warm
     * @param warm whether it had been started ahead and stood ready
     */
    record ToolServerStarted(
            String agent,
            String server,
            String engine,
            String id,
            Optional<ImageId> image,
            String protocol,
            List<String> tools,
            List<Evidence> evidence,
            Duration elapsed,
            boolean warm)
            implements SessionEvent {
        /** Stands in the place of a sandbox if the server runs elsewhere. */
        public static final String REMOTE = "remote";

        /** Stands in the place of a revision of MCP if there is no server but a container for commands. */
        public static final String COMMANDS = "commands";

        /** Copies the lists. */
        public ToolServerStarted {
            tools = List.copyOf(tools);
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * A tool server could not be started, or is lost.
     *
     * @param agent the agent it works for
     * @param server its name in the configuration
     * @param code the error id
     * @param message what happened, with the end of its standard error
     */
    record ToolServerFailed(String agent, String server, String code, String message) implements SessionEvent {}

    /**
     * A tool server that was started has been stopped and removed, or has ended by itself.
     *
     * @param agent the agent it worked for
     * @param server its name in the configuration
     * @param id the container id, or the address of a server that runs elsewhere
     * @param calls how many calls it answered
     * @param sent how many bytes it was sent
     * @param received how many bytes came from it
     * @param cpu the processor time it used, if that is known
     * @param memoryPeak the most memory it used, in bytes, if that is known
     */
    record ToolServerStopped(
            String agent,
            String server,
            String id,
            int calls,
            long sent,
            long received,
            Optional<Duration> cpu,
            OptionalLong memoryPeak)
            implements SessionEvent {}

    /**
     * An answer is on the board.
     *
     * @param agent its author
     * @param label its label, such as {@code agent2.1}
     * @param content the answer
     * @param revision the revision of the board that it made
     */
    record AnswerAccepted(String agent, String label, String content, int revision) implements SessionEvent {}

    /**
     * A vote is on the board.
     *
     * @param agent the voter
     * @param target who it votes for
     * @param reason why
     * @param revision the revision of the board that the voter saw
     */
    record VoteCast(String agent, String target, String reason, int revision) implements SessionEvent {}

    /**
     * A vote no longer counts, because an answer came that its voter had not seen.
     *
     * @param agent the voter
     * @param target who it voted for
     */
    record VoteOutdated(String agent, String target) implements SessionEvent {}

    /**
     * What an agent handed in does not count.
     *
     * @param agent the agent
     * @param reason what the model is told
     * @param left how many more times it may try
     */
    record SubmissionRejected(String agent, String reason, int left) implements SessionEvent {}

    /**
     * An agent is told of answers that came meanwhile.
     *
     * @param agent the agent
     * @param turn the turn
     * @param news the labels of the answers
     */
    record TurnSuperseded(String agent, int turn, List<String> news) implements SessionEvent {
        /** Copies the list. */
        public TurnSuperseded {
            news = List.copyOf(news);
        }
    }

    /**
     * An agent takes no further part.
     *
     * @param agent the agent
     * @param reason why
     */
    record AgentWithdrawn(String agent, String reason) implements SessionEvent {}

    /**
     * The agents have decided.
     *
     * @param winner the agent whose answer won
     * @param tally votes by agent
     * @param reason why it is decided
     */
    record DecisionMade(String winner, Map<String, Integer> tally, String reason) implements SessionEvent {
        /** Copies the map, keeping its order. */
        public DecisionMade {
            tally = Collections.unmodifiableMap(new LinkedHashMap<>(tally));
        }
    }

    /**
     * The winner begins to present its answer.
     *
     * @param agent the winner
     */
    record PresentationStarted(String agent) implements SessionEvent {}

    /**
     * The winner did not present its answer; the answer that was voted for stands.
     *
     * @param agent the winner
     * @param reason why
     */
    record PresentationMissed(String agent, String reason) implements SessionEvent {}

    /**
     * The user should know something that is not an error.
     *
     * @param message one sentence
     */
    record Note(String message) implements SessionEvent {}

    /**
     * A run has ended. The last event.
     *
     * @param outcome {@code decided}, {@code no-answer}, {@code cancelled} or {@code failed}
     * @param winner the winner's alias, if there is one
     * @param answer the final answer, if there is one
     * @param reason why there is none, if there is none
     * @param usage tokens of all calls whose provider told
     * @param calls how many model calls were made, attempts included
     * @param elapsed how long the run took
     */
    record RunFinished(
            String outcome,
            Optional<String> winner,
            Optional<String> answer,
            Optional<String> reason,
            Usage usage,
            int calls,
            Duration elapsed)
            implements SessionEvent {}
}
