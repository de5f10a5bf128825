package ai.massgen.core.command;

import java.util.Objects;

/**
 * What a command wrote to one of its streams. Immutable.
 *
 * @param text what was kept of it, with a note where something is missing
 * @param cut how many bytes are missing
 */
public record CommandOutput(String text, long cut) {
    /** Checks for null. */
    public CommandOutput {
        Objects.requireNonNull(text, "text");
    }
}
