package ai.massgen.core.survey;

import ai.massgen.core.plan.ConfiguredBackend;
import java.util.List;

/**
 * Somewhere that models can be asked for.
 *
 * @param from who says so, for people: {@code agent ada}, {@code OPENAI_API_KEY}, {@code Ollama at http://127.0.0.1:11434}
 * @param backend the backend with settings
 */
record Source(String from, ConfiguredBackend<?> backend) {
    /** The settings apart from the model: sources that are alike in this offer the same models. */
    List<Object> place() {
        return List.of(backend.name(), backend.with("-").config());
    }
}
