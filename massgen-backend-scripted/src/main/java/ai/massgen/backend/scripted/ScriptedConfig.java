package ai.massgen.backend.scripted;

import ai.massgen.api.Json;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings of {@link ScriptedBackend}. Bound by the engine. Immutable.
 *
 * @param mode where the replies come from
 * @param steps what is played in mode {@link Mode#SCRIPT}, one step per model call
 * @param journal the recording for mode {@link Mode#REPLAY}
 * @param seed what {@link Mode#AUTO} votes by
 * @param delay the pause after each word of a reply
 * @param onMismatch what mode {@link Mode#REPLAY} does if a request is not the recorded one
 */
public record ScriptedConfig(
        @Doc(
                "Where the replies come from: script plays the steps, auto answers and votes by itself, echo answers with the last"
                        + " user message, replay plays the journal of an earlier run.")
        @Default("auto")
        Mode mode,

        @Doc("What mode script plays, one step per model call. After the last step the agent goes on as in mode auto.")
        List<Step> steps,

        @Doc("For mode replay: the journal.jsonl of a run, or the run's folder.")
        Optional<Path> journal,

        @Doc("What mode auto votes by: the vote goes to the answer with this number, counted round.") @Default("0")
        long seed,

        @Doc("The pause after each word of a reply.") @Default("0ms") @Max("1m") Duration delay,

        @Doc(
                "For mode replay: whether a request that is not the recorded one is refused, or the reply is played with a warning.")
        @Default("strict")
        Mismatch onMismatch) {
    /** What is done if a request is not the recorded one. */
    public enum Mismatch {
        /** The call fails and says what differs. */
        STRICT,
        /** The recorded reply is played, and what differs is told. */
        WARN
    }

    /** Where the replies come from. */
    public enum Mode {
        /** The steps of the settings, then as {@link #AUTO}. */
        SCRIPT,
        /** A first answer, then a vote, then the answer again as presentation. Deterministic. */
        AUTO,
        /** The last user message. */
        ECHO,
        /** The journal of a run. */
        REPLAY
    }

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if the mode lacks what it plays, or there is something to play in another mode
     */
    public ScriptedConfig {
        Objects.requireNonNull(mode, "mode");
        steps = List.copyOf(steps);
        Objects.requireNonNull(journal, "journal");
        Objects.requireNonNull(delay, "delay");
        Objects.requireNonNull(onMismatch, "onMismatch");
        if ((mode == Mode.SCRIPT) == steps.isEmpty()) {
            throw new IllegalArgumentException(
                    steps.isEmpty()
                            ? "mode script needs steps; for an agent that plays by itself use mode auto"
                            : "steps are played in mode script only; set mode: script");
        }
        if ((mode == Mode.REPLAY) != journal.isPresent()) {
            throw new IllegalArgumentException(
                    journal.isPresent()
                            ? "a journal is played in mode replay only; set mode: replay"
                            : "mode replay needs journal, the journal.jsonl of a run or the run's folder");
        }
    }

    /**
     * What the model does in one call: it waits, thinks, says something, calls tools. Texts may contain
     * {@code {{last_tool_result}}} and {@code {{last_user_text}}}. Immutable.
     *
     * @param say the visible text
     * @param think the reasoning
     * @param tool a tool to call
     * @param arguments the arguments for {@code tool}
     * @param calls more tools to call in the same reply
     * @param answer hands in this answer: a call of {@code new_answer}
     * @param vote votes for this agent: a call of {@code vote}
     * @param reason the reason for the vote
     * @param fail the failure to end with instead of a reply, after {@code say}
     * @param delay how long to wait first
     */
    public record Step(
            @Doc("What the model says.") Optional<String> say,
            @Doc("What the model thinks.") Optional<String> think,

            @Doc("A tool that the model calls, such as files__list_directory.")
            Optional<String> tool,

            @Doc("The arguments for tool.") Optional<Json> arguments,

            @Doc("More tools that the model calls in the same reply.")
            List<Call> calls,

            @Doc("Hands in this answer.") Optional<String> answer,
            @Doc("Votes for this agent, such as agent1.") Optional<String> vote,
            @Doc("The reason for the vote.") Optional<String> reason,
            @Doc("Fails in this way, after say.") Optional<BackendException.Kind> fail,
            @Doc("How long to wait first.") @Min("0ms") Optional<Duration> delay) {
        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if arguments belong to no tool or a reason to no vote, or if the step does
         *     nothing
         */
        public Step {
            calls = List.copyOf(calls);
            if (arguments.isPresent() && tool.isEmpty()) {
                throw new IllegalArgumentException("arguments without tool: " + arguments.get());
            }
            if (reason.isPresent() && vote.isEmpty()) {
                throw new IllegalArgumentException("reason without vote: '" + reason.get() + "'");
            }
            boolean acts = tool.isPresent() || !calls.isEmpty() || answer.isPresent() || vote.isPresent();
            if (acts && fail.isPresent()) {
                throw new IllegalArgumentException("a step either fails or calls tools, answers and votes");
            }
            if (!acts && fail.isEmpty() && say.isEmpty() && think.isEmpty()) {
                throw new IllegalArgumentException(
                        "a step needs at least one of say, think, tool, calls, answer, vote, fail");
            }
        }
    }

    /**
     * A tool call of a step. Immutable.
     *
     * @param tool the tool's name
     * @param arguments its arguments, none means an empty object
     */
    public record Call(
            @Doc("The tool's name, such as files__list_directory.")
            String tool,

            @Doc("Its arguments.") Optional<Json> arguments) {
        /** Checks for null. */
        public Call {
            Objects.requireNonNull(tool, "tool");
            Objects.requireNonNull(arguments, "arguments");
        }
    }
}
