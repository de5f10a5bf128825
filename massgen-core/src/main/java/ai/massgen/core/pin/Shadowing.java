package ai.massgen.core.pin;

import ai.massgen.core.text.Visible;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds tools that take the name of a tool of one other server, or speak of it. Immutable. */
public final class Shadowing {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_-]{1,256}");
    /** A name of several words: one alone may be a word of the language. */
    private static final Pattern TELLING = Pattern.compile("[\\p{L}\\p{N}]+[_-].*|\\p{Ll}+\\p{Lu}.*");

    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_DESCRIPTION = 8 << 10;

    private final String server;
    private final Map<String, ToolPin> byLook = new HashMap<>();
    private final Map<String, ToolPin> byMention = new HashMap<>();

    /**
     * Learns the tools that may be shadowed.
     *
     * @param server the server that has them
     * @param tools its tools
     */
    public Shadowing(String server, Collection<ToolPin> tools) {
        this.server = server;
        for (ToolPin tool : tools) {
            byLook.putIfAbsent(look(tool.name()), tool);
            byMention.put(server + "__" + tool.name(), tool);
            if (TELLING.matcher(tool.name()).matches()) {
                byMention.put(tool.name(), tool);
            }
        }
    }

    /**
     * Looks at a tool of another server.
     *
     * @param tool the tool
     * @param own the names of all tools of its server, of which it may speak
     * @return what was found
     */
    public List<Suspicion> of(ToolPin tool, Set<String> own) {
        List<Suspicion> found = new ArrayList<>();
        ToolPin same = byLook.get(look(tool.name()));
        if (same != null && !same.sha256().equals(tool.sha256())) {
            found.add(new Suspicion(
                    Suspicion.Kind.SHADOWING, "name", "the server " + server + " has a tool " + name(same) + " too"));
        }
        for (String word : words(tool.tool().description())) {
            ToolPin mentioned = byMention.get(word);
            if (mentioned != null && !own.contains(word)) {
                found.add(new Suspicion(
                        Suspicion.Kind.SHADOWING,
                        "description",
                        "it speaks of the tool " + name(mentioned) + " of the server " + server));
            }
        }
        return found;
    }

    private static Set<String> words(String description) {
        String shown = description.substring(0, Math.min(description.length(), LONGEST_DESCRIPTION));
        return WORD.matcher(Scrutiny.plain(shown))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names that a model may take for each other: case, marks and invisible characters do not count. */
    private static String look(String name) {
        return Scrutiny.plain(name).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static String name(ToolPin tool) {
        return Visible.line(tool.name(), LONGEST_NAME);
    }
}
