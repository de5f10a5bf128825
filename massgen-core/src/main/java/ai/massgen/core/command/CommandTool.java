package ai.massgen.core.command;

import ai.massgen.api.Json;
import ai.massgen.core.mcp.McpTool;
import ai.massgen.core.mcp.StrictJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The tool that runs commands, as models see it, and what they ask of it. */
public final class CommandTool {
    /** Its name. */
    public static final String NAME = "execute_command";

    /** A kernel takes no longer argument. */
    private static final int LONGEST = 100_000;

    private CommandTool() {}

    /**
     * What a model asks for. Immutable.
     *
     * @param command what a POSIX shell understands
     * @param limit how long it may take
     */
    public record Asked(String command, Duration limit) {}

    /**
     * The tool.
     *
     * @param longest how long a command may take
     * @param folder whether commands start in the agent's workspace
     * @return its definition
     */
    public static McpTool definition(Duration longest, boolean folder) {
        long seconds = seconds(longest);
        String description = "Runs a shell command (sh) in a container of your own"
                + (folder ? ", in the folder /workspace" : "")
                + ". Each call is a new shell: folders and variables that one sets are not kept, files are. A command that"
                + " takes longer than its timeout is killed with all it started. What you start with & goes on between calls"
                + " if you redirect its output into a file. Of long output the beginning and the end are shown.";
        String schema = """
                {"type":"object","properties":{"command":{"type":"string","description":"The command, for sh -c."},\
                "timeout_seconds":{"type":"integer","minimum":1,"maximum":%d,"description":"How long it may take; %d if\
                 left out."}},"required":["command"],"additionalProperties":false}""".formatted(seconds, seconds);
        return new McpTool(NAME, Optional.empty(), description, new Json(schema), Optional.empty(), Optional.empty());
    }

    /**
     * Reads the arguments of a call.
     *
     * @param arguments the arguments as the model wrote them
     * @param longest how long a command may take
     * @return what it asks for
     * @throws IllegalArgumentException if that is not what the schema says
     */
    public static Asked asked(Json arguments, Duration longest) {
        JsonNode given = parsed(arguments);
        JsonNode command = given.path("command");
        if (!command.isTextual() || command.textValue().isBlank()) {
            throw new IllegalArgumentException("the argument command is missing, or is no text");
        }
        if (command.textValue().indexOf(0) >= 0
                || command.textValue().getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new IllegalArgumentException("the command has a zero byte, or more than " + LONGEST
                    + " bytes; write long texts into a file in pieces");
        }
        return new Asked(command.textValue(), limit(given.path("timeout_seconds"), longest));
    }

    private static Duration limit(JsonNode given, Duration longest) {
        if (given.isMissingNode() || given.isNull()) {
            return longest;
        }
        if (!given.isIntegralNumber()
                || !given.canConvertToLong()
                || given.longValue() < 1
                || given.longValue() > seconds(longest)) {
            throw new IllegalArgumentException(
                    "the argument timeout_seconds is no whole number from 1 to " + seconds(longest));
        }
        Duration limit = Duration.ofSeconds(given.longValue());
        return limit.compareTo(longest) < 0 ? limit : longest;
    }

    private static long seconds(Duration longest) {
        return Math.max(1, longest.toSeconds());
    }

    private static JsonNode parsed(Json arguments) {
        try {
            return StrictJson.parse(arguments.text());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the arguments are no valid JSON: " + StrictJson.reason(e), e);
        }
    }
}
