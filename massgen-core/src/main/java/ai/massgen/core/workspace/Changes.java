package ai.massgen.core.workspace;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How an agent's workspace has changed since its last answer. Immutable.
 *
 * @param added files that are new, by path below the workspace
 * @param changed files that are not what they were
 * @param removed files that are gone
 * @param bytes the size of all files
 * @param note what was left out, if anything was
 */
public record Changes(
        List<String> added, List<String> changed, List<String> removed, long bytes, Optional<String> note) {
    private static final int MOST = 500;

    /** Copies the lists. */
    public Changes {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
    }

    static Changes between(Optional<TreeCopy.Kept> before, TreeCopy.Kept after) {
        Map<Path, TreeCopy.Stamp> old = before.map(TreeCopy.Kept::files).orElse(Map.of());
        return new Changes(
                names(after.files().keySet().stream().filter(path -> !old.containsKey(path))),
                names(after.files().entrySet().stream()
                        .filter(file -> old.containsKey(file.getKey())
                                && !file.getValue().equals(old.get(file.getKey())))
                        .map(Map.Entry::getKey)),
                names(old.keySet().stream().filter(path -> !after.files().containsKey(path))),
                after.bytes(),
                after.leftOut() == 0
                        ? Optional.empty()
                        : Optional.of(after.leftOut() + " entries left out: links, or too much"));
    }

    static Changes failed(String why) {
        return new Changes(List.of(), List.of(), List.of(), 0, Optional.of("not kept: " + why));
    }

    private static List<String> names(Stream<Path> paths) {
        return paths.map(Path::toString).sorted().limit(MOST).toList();
    }
}
