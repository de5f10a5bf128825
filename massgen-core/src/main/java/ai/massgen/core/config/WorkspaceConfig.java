package ai.massgen.core.config;

import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import java.nio.file.Path;

/**
 * Where runs leave their files. Immutable.
 *
 * @param directory the folder, relative to the configuration file's folder
 */
public record WorkspaceConfig(
        @Doc("The folder of all runs, relative to this file's folder.") @Default(".massgen")
        Path directory) {}
