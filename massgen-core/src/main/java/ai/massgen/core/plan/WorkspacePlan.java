package ai.massgen.core.plan;

import ai.massgen.api.config.ByteSize;
import ai.massgen.core.config.ContextPathConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Where runs leave their files, and what agents work with. Immutable. Nothing has been checked against the disk yet.
 *
 * @param directory the folder of all runs, absolute
 * @param snapshot how large a workspace may be to be kept for peers
 * @param contextPaths what servers with a workspace see too
 */
public record WorkspacePlan(Path directory, ByteSize snapshot, List<ContextPath> contextPaths) {
    /** Copies the list. */
    public WorkspacePlan {
        Objects.requireNonNull(snapshot, "snapshot");
        contextPaths = List.copyOf(contextPaths);
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("not absolute: workspace '" + directory + "'");
        }
    }

    /**
     * A folder or file that agents work with. Immutable.
     *
     * @param path the folder or file, as it is written
     * @param target where tools see it
     * @param writable whether the winner may write when it presents
     * @param protectedPaths what below it stays read-only always, relative to it
     */
    public record ContextPath(Path path, String target, boolean writable, List<Path> protectedPaths) {
        /** Copies the list. */
        public ContextPath {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(target, "target");
            protectedPaths = List.copyOf(protectedPaths);
        }

        static ContextPath of(ContextPathConfig config, Path base) {
            Path name = base.resolve(config.path()).normalize().getFileName();
            return new ContextPath(
                    config.path(),
                    config.target().orElse("/context/" + (name == null ? "root" : name)),
                    config.permission() == ContextPathConfig.Permission.WRITE,
                    config.protectedPaths());
        }
    }
}
