package ai.massgen.core.config;

import java.util.Objects;
import java.util.Optional;

/**
 * Something wrong in a configuration. Immutable. Contains no secret.
 *
 * @param source the file's name, or what else the text came from
 * @param line the line, from 1; 0 if the configuration was not read from a text
 * @param column the column, from 1; 0 if the configuration was not read from a text
 * @param path the value's path, such as {@code agents[0].backend.model}; empty for the whole file
 * @param message what is wrong
 * @param suggestion what to do, if that is known
 */
public record Problem(String source, int line, int column, String path, String message, Optional<String> suggestion) {
    /** Checks for null. */
    public Problem {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(suggestion, "suggestion");
    }

    /** The problem in one line: {@code massgen.yaml:4:9 agents[0].id: what is wrong; what to do}. */
    @Override
    public String toString() {
        return source
                + (line > 0 ? ":" + line + ":" + column : "")
                + (path.isEmpty() ? "" : " " + path)
                + ": "
                + message
                + suggestion.map(text -> "; " + text).orElse("");
    }
}
