package ai.massgen.core.tool;

import ai.massgen.api.Json;
import java.util.Optional;

/** What a tool of the application does. Called from any thread, by several at once. */
@FunctionalInterface
public interface LocalFunction {
    /**
     * What a tool answers.
     *
     * @param text what the model reads
     * @param structured the same for programs, if there is such a thing
     */
    record Answer(String text, Optional<Json> structured) {}

    /**
     * Answers a call.
     *
     * @param arguments the arguments as the model wrote them, one JSON value
     * @return the answer
     * @throws Exception if there is none; the model reads the message. An interrupt means that nobody waits any more
     */
    Answer call(Json arguments) throws Exception;
}
