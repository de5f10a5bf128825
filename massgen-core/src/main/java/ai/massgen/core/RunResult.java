package ai.massgen.core;

import ai.massgen.api.Json;
import ai.massgen.core.event.Spent;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What came of a question. Immutable. */
public sealed interface RunResult {
    /**
     * The id of the run.
     *
     * @return an id such as {@code 20261122-145501-k3f9q2}
     */
    String runId();

    /**
     * Where the run's journal and workspaces are.
     *
     * @return an absolute path
     */
    Path directory();

    /**
     * What the run consumed.
     *
     * @return what is known of it
     */
    Spent spent();

    /**
     * The agents have decided.
     *
     * @param runId the id of the run
     * @param directory the run's folder
     * @param answer the final answer
     * @param winner the id of the agent whose answer won, as in the configuration
     * @param tally votes by agent id, in the order of the roster
     * @param presented whether the winner presented its answer; if not, the answer is the one that was voted for
     * @param json the answer as one JSON value that satisfies the answer schema, empty if there is no such schema
     * @param spent what the run consumed
     */
    record Decided(
            String runId,
            Path directory,
            String answer,
            String winner,
            Map<String, Integer> tally,
            boolean presented,
            Optional<Json> json,
            Spent spent)
            implements RunResult {
        /** Copies the map, keeping its order. */
        public Decided {
            tally = Collections.unmodifiableMap(new LinkedHashMap<>(tally));
        }
    }

    /**
     * No agent gave an answer.
     *
     * @param runId the id of the run
     * @param directory the run's folder
     * @param reasons why, by agent id, in the order of the roster
     * @param spent what the run consumed
     */
    record NoAnswer(String runId, Path directory, Map<String, String> reasons, Spent spent) implements RunResult {
        /** Copies the map, keeping its order. */
        public NoAnswer {
            reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
        }
    }

    /**
     * The run was cancelled.
     *
     * @param runId the id of the run
     * @param directory the run's folder
     * @param answer the answer that was ahead, if there was one
     * @param spent what the run consumed
     */
    record Cancelled(String runId, Path directory, Optional<String> answer, Spent spent) implements RunResult {}

    /**
     * The run could not be carried out.
     *
     * @param runId the id of the run
     * @param directory the run's folder
     * @param code the error id, a heading of {@code docs/errors.md}
     * @param message what happened and what to do
     * @param spent what the run consumed
     */
    record Failed(String runId, Path directory, String code, String message, Spent spent) implements RunResult {}
}
