package ai.massgen.core.pin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A tool that is not what was pinned. Immutable.
 *
 * @param kind in which way
 * @param tool the name that the server knows it by, as the server wrote it
 * @param diff the lines that differ, with {@code -} and {@code +}; nothing in them is invisible
 */
public record ToolChange(Kind kind, String tool, List<String> diff) {
    /** In which way a tool differs. */
    public enum Kind {
        /** It is described differently. */
        CHANGED,
        /** It is not there any more. */
        MISSING,
        /** It was not there. */
        NEW
    }

    /** Copies the list. */
    public ToolChange {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(tool, "tool");
        diff = List.copyOf(diff);
    }

    /**
     * Compares listings.
     *
     * @param pinned the tools that were pinned
     * @param listed the tools that are there now
     * @return what differs: first what was pinned, in its order, then what is new
     */
    public static List<ToolChange> between(List<ToolPin> pinned, List<ToolPin> listed) {
        Map<String, ToolPin> now = new HashMap<>();
        listed.forEach(tool -> now.put(tool.name(), tool));
        List<ToolChange> changes = new ArrayList<>();
        for (ToolPin before : pinned) {
            ToolPin after = now.remove(before.name());
            if (after == null) {
                changes.add(new ToolChange(Kind.MISSING, before.name(), lines(before, "- ")));
            } else if (!after.sha256().equals(before.sha256())) {
                changes.add(changed(before, after));
            }
        }
        listed.stream()
                .filter(tool -> now.containsKey(tool.name()))
                .forEach(tool -> changes.add(new ToolChange(Kind.NEW, tool.name(), lines(tool, "+ "))));
        return changes;
    }

    /**
     * A tool that is described differently.
     *
     * @param before as it was pinned
     * @param after as it is now
     * @return the change
     */
    public static ToolChange changed(ToolPin before, ToolPin after) {
        return new ToolChange(
                Kind.CHANGED, before.name(), LineDiff.of(DefinitionText.lines(before), DefinitionText.lines(after)));
    }

    private static List<String> lines(ToolPin tool, String sign) {
        return DefinitionText.lines(tool).stream().map(line -> sign + line).toList();
    }
}
