package ai.massgen.core.command;

import ai.massgen.api.Json;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a command ended. Immutable.
 *
 * @param exitCode its exit code, 128 + signal number for a signal; empty if it was stopped
 * @param stdout what it wrote to standard output
 * @param stderr what it wrote to standard error
 * @param timedOut whether it was stopped because it took too long
 * @param elapsed how long it took
 * @param stopped whether nothing of it runs any more, but for what left its process group
 */
public record CommandResult(
        OptionalInt exitCode,
        CommandOutput stdout,
        CommandOutput stderr,
        boolean timedOut,
        Duration elapsed,
        boolean stopped) {
    /** Checks for null. */
    public CommandResult {
        Objects.requireNonNull(exitCode, "exitCode");
        Objects.requireNonNull(stdout, "stdout");
        Objects.requireNonNull(stderr, "stderr");
        Objects.requireNonNull(elapsed, "elapsed");
    }

    /**
     * What the model reads.
     *
     * @param note what it has to know besides, if anything
     * @return an object
     */
    public Json json(Optional<String> note) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        note.ifPresent(text -> json.put("note", text));
        exitCode.ifPresentOrElse(code -> json.put("exit_code", code), () -> json.putNull("exit_code"));
        json.put("timed_out", timedOut);
        json.put("duration_ms", elapsed.toMillis());
        json.put("stdout", stdout.text());
        json.put("stdout_truncated", stdout.cut() > 0);
        json.put("stderr", stderr.text());
        json.put("stderr_truncated", stderr.cut() > 0);
        return new Json(json.toString());
    }
}
