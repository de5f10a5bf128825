package ai.massgen.core.config;

import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder or file of this machine that the agents work with. Immutable. Nothing is checked against the disk here.
 *
 * @param path the folder or file, relative to the configuration file's folder
 * @param permission what the winner may do with it when it presents; until then everybody reads only
 * @param protectedPaths what below it stays read-only always, relative to it
 * @param target where tools see it; absent means {@code /context/} and its name
 */
public record ContextPathConfig(
        @Doc("A folder or file of this machine, relative to this file's folder.")
        Path path,

        @Doc("What the winner may do with it when it presents. Until then everybody reads only.") @Default("read")
        Permission permission,

        @Doc("What below it stays read-only always, relative to it.") @Max("64") List<Path> protectedPaths,

        @Doc("Where tools see it; /context/ and its name if left out.")
        @Form(value = "/[^:,]+", says = "an absolute path without colon and comma, such as /data")
        Optional<String> target) {
    /** What may be done with a context path. */
    public enum Permission {
        /** Read. */
        READ,
        /** Read, and write from the presentation on. */
        WRITE
    }

    /** Copies the list. */
    public ContextPathConfig {
        protectedPaths = List.copyOf(protectedPaths);
    }
}
