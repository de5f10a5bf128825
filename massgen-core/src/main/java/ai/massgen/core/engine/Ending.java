package ai.massgen.core.engine;

import ai.massgen.api.Json;
import java.util.Map;
import java.util.Optional;

/** How a run ended, in the words of the configuration: agents by their ids. The facade hands it on. Immutable. */
public sealed interface Ending {
    /**
     * The agents have decided.
     *
     * @param answer the final answer
     * @param winner the winner's id
     * @param tally votes by agent id
     * @param presented whether the winner presented its answer
     * @param json the answer as one JSON value that satisfies the answer schema, if there is one
     */
    record Decided(String answer, String winner, Map<String, Integer> tally, boolean presented, Optional<Json> json)
            implements Ending {}

    /**
     * No agent gave an answer.
     *
     * @param reasons why, by agent id
     */
    record NoAnswer(Map<String, String> reasons) implements Ending {}

    /**
     * The run was cancelled.
     *
     * @param answer the answer that was ahead, if there was one
     */
    record Cancelled(Optional<String> answer) implements Ending {}

    /**
     * The run could not be carried out.
     *
     * @param code the error id
     * @param message what happened and what to do
     */
    record Failed(String code, String message) implements Ending {}
}
