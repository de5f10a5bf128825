package ai.massgen.core.mcp;

import ai.massgen.core.mcp.McpException.Kind;
import ai.massgen.core.text.Visible;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Follows the pages of a listing and stops a server that never ends it. Used by one thread, once. */
final class Cursors {
    private final McpOptions options;
    private final String what;
    private final Set<String> seen = new HashSet<>();
    private int pages;

    /**
     * Begins.
     *
     * @param what what is listed, as in {@code tools}
     */
    Cursors(McpOptions options, String what) {
        this.options = options;
        this.what = what;
    }

    /**
     * Where the next page is.
     *
     * @param page a page
     * @return its cursor, empty if this was the last page
     * @throws McpException if the listing does not end
     */
    Optional<String> next(JsonNode page) {
        JsonNode cursor = page.path("nextCursor");
        if (cursor.isMissingNode() || cursor.isNull()) {
            return Optional.empty();
        }
        if (!cursor.isTextual()) {
            throw failure("answered " + what + "/list with a cursor that is no text");
        }
        if (!seen.add(cursor.textValue())) {
            throw failure("lists its " + what + " in a circle: the cursor '" + Visible.line(cursor.textValue(), 80)
                    + "' came twice");
        }
        if (++pages >= options.limits().pages()) {
            throw failure(
                    "lists its " + what + " on more than " + options.limits().pages() + " pages");
        }
        return Optional.of(cursor.textValue());
    }

    private McpException failure(String text) {
        return new McpException(Kind.PROTOCOL_ERROR, "tool server '" + options.server() + "' " + text);
    }
}
