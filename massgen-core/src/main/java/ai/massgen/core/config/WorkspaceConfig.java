package ai.massgen.core.config;

import ai.massgen.api.config.ByteSize;
import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import java.nio.file.Path;
import java.util.List;

/**
 * Where runs leave their files, and what agents work with. Immutable.
 *
 * @param directory the folder, relative to the configuration file's folder
 * @param snapshot how large an agent's workspace may be to be kept for its peers
 * @param contextPaths folders and files that servers with a workspace see too
 */
public record WorkspaceConfig(
        @Doc("The folder of all runs, relative to this file's folder.") @Default(".massgen")
        Path directory,

        @Doc("How large an agent's workspace may be to be kept, with each of its answers, for its peers to read.")
        @Default("256MiB")
        @Min("1KiB") @Max("64GiB") ByteSize snapshot,

        @Doc("Folders and files of this machine that tools with a workspace see too.") @Max("64") List<ContextPathConfig> contextPaths) {
    /** Copies the list. */
    public WorkspaceConfig {
        contextPaths = List.copyOf(contextPaths);
    }
}
