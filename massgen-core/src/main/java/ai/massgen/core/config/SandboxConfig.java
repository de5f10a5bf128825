package ai.massgen.core.config;

import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How tools are locked in. Immutable.
 *
 * @param engine the sandbox of all tools that name no other
 * @param defaults the policy of all tools, where it differs from the locked one
 * @param ceilings what no tool may exceed
 * @param mountRoots folders below which mounts must lie; absent means the configuration file's folder
 * @param build what the images of packages are built with
 * @param engines the settings of every sandbox that is used or configured, by name; in YAML each stands under its name
 */
public record SandboxConfig(
        @Doc("The sandbox of all tools that name no other.") @Default("docker")
        String engine,

        @Doc("The policy of all tools, where it differs from the locked one.")
        PolicyConfig defaults,

        @Doc("What no tool may exceed.") CeilingsConfig ceilings,

        @Doc("Folders below which mounts must lie; this file's folder if left out.") @Max("64") Optional<List<Path>> mountRoots,

        @Doc("What the images of npx and uvx packages are built with.")
        BuildConfig build,

        @PluginSections Map<String, PluginSettings> engines) {
    /** Copies the collections, keeping their order. */
    public SandboxConfig {
        mountRoots = mountRoots.map(List::copyOf);
        engines = Ordered.copy(engines);
    }
}
