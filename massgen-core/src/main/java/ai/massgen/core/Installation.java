package ai.massgen.core;

import ai.massgen.api.MassGenException;
import ai.massgen.api.sandbox.EngineReport;
import ai.massgen.api.sandbox.Leftover;
import ai.massgen.api.sandbox.SandboxCapability;
import ai.massgen.core.config.ConfigReader;
import ai.massgen.core.config.ConfigSchema;
import ai.massgen.core.config.OldForm;
import ai.massgen.core.config.PluginSettings;
import ai.massgen.core.config.Problem;
import ai.massgen.core.plan.ConfiguredSandbox;
import ai.massgen.core.provider.Providers;
import ai.massgen.core.sandbox.Housekeeping;
import ai.massgen.core.sandbox.Probe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is installed here, before anything is configured: plugins, engines, the place of the configuration. Plugins are
 * looked for when they are first asked for. Immutable and thread-safe.
 */
public final class Installation {
    private static final String FILE = "massgen.yaml";

    private final Map<String, String> environment;
    private final Path workingDirectory;
    private final Providers providers;

    /**
     * Looks at an installation.
     *
     * @param environment the environment variables
     * @param workingDirectory the folder that relative paths are relative to
     */
    public Installation(Map<String, String> environment, Path workingDirectory) {
        this(environment, workingDirectory, Providers.installed());
    }

    Installation(Map<String, String> environment, Path workingDirectory, Providers providers) {
        this.providers = providers;
        this.environment = Map.copyOf(environment);
        this.workingDirectory = workingDirectory.toAbsolutePath();
    }

    /**
     * A backend on the class path. Immutable.
     *
     * @param name its name; the class name if it could not be asked
     * @param location the jar or folder it comes from
     * @param version its version; {@code unknown} if its jar does not say
     * @param simulated whether its answers are simulated
     * @param secretNames the environment variables from which it takes secrets
     * @param failure why it cannot be used, if it cannot
     */
    public record BackendInfo(
            String name,
            String location,
            String version,
            boolean simulated,
            List<String> secretNames,
            Optional<MassGenException> failure) {
        /** Copies the list. */
        public BackendInfo {
            secretNames = List.copyOf(secretNames);
        }
    }

    /**
     * A sandbox on the class path. Immutable.
     *
     * @param name its name; the class name if it could not be asked
     * @param location the jar or folder it comes from
     * @param version its version; {@code unknown} if its jar does not say
     * @param capabilities what it can do; nothing if it cannot be used
     * @param failure why it cannot be used, if it cannot
     */
    public record SandboxInfo(
            String name,
            String location,
            String version,
            Set<SandboxCapability> capabilities,
            Optional<MassGenException> failure) {
        /** Copies the set. */
        public SandboxInfo {
            capabilities = Set.copyOf(capabilities);
        }
    }

    /**
     * All backends on the class path, also those that cannot be used.
     *
     * @return the backends by name
     */
    public List<BackendInfo> backends() {
        return providers.backends().stream()
                .map(each -> new BackendInfo(
                        each.name(),
                        each.location(),
                        each.version(),
                        each.simulated(),
                        each.secretNames(),
                        each.failure().map(failure -> failure)))
                .toList();
    }

    /**
     * All sandboxes on the class path, also those that cannot be used.
     *
     * @return the sandboxes by name
     */
    public List<SandboxInfo> sandboxes() {
        return providers.sandboxes().stream()
                .map(each -> new SandboxInfo(
                        each.name(),
                        each.location(),
                        each.version(),
                        each.capabilities(),
                        each.failure().map(failure -> failure)))
                .toList();
    }

    /**
     * What can be asked here: models of providers and on this machine.
     *
     * @return the offers
     */
    public Offers offers() {
        return new Offers(providers, environment, workingDirectory);
    }

    private ConfigReader reader() {
        return new ConfigReader(providers, environment);
    }

    /**
     * The JSON Schema of configuration files, with the settings of the installed plugins.
     *
     * @return JSON, indented, with a line feed at the end
     */
    public String schema() {
        return ConfigSchema.print(providers);
    }

    /**
     * Where a configuration is looked for if none is named: {@code massgen.yaml} in the working directory, then in the
     * folder {@code massgen} of the user's configuration folder ({@code XDG_CONFIG_HOME}, else {@code ~/.config}).
     *
     * @return absolute paths, the first one wins
     */
    public List<Path> configPlaces() {
        List<Path> places = new ArrayList<>(List.of(workingDirectory.resolve(FILE)));
        // The XDG specification says to ignore a relative path.
        Optional<Path> xdg = folder("XDG_CONFIG_HOME").filter(Path::isAbsolute);
        xdg.or(() -> folder("HOME").map(home -> home.resolve(".config")))
                .map(folder -> folder.resolve("massgen").resolve(FILE))
                .ifPresent(places::add);
        return List.copyOf(places);
    }

    private Optional<Path> folder(String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    /**
     * The configuration that is used if none is named.
     *
     * @return the first of {@link #configPlaces} that exists
     */
    public Optional<Path> config() {
        return configPlaces().stream().filter(Files::exists).findFirst();
    }

    /**
     * Asks an engine what it is and what it can enforce. Closes everything again.
     *
     * @param sandbox the name of a sandbox
     * @param config the configuration file whose settings of that sandbox apply; empty means its defaults
     * @param limit how long the engine may take to answer
     * @return what the engine says
     * @throws MassGenException if there is no such sandbox, the configuration has problems, or the engine cannot be
     *     reached in time
     * @throws InterruptedException if the thread is interrupted
     */
    public EngineReport probe(String sandbox, Optional<Path> config, Duration limit) throws InterruptedException {
        PluginSettings settings = settings(sandbox, config);
        return new Probe(InstantSource.system(), environment)
                .ask(ConfiguredSandbox.of(providers.sandbox(sandbox), settings.settings()), limit);
    }

    /**
     * A container with our labels. Immutable.
     *
     * @param id the engine's id
     * @param name its name
     * @param state the engine's word for its state
     * @param labels its labels, those of {@link ai.massgen.api.sandbox.SandboxLabels} among them
     * @param created when it was created, if the engine says so
     * @param owner whether the program that started it lives, as far as that can be seen from here
     * @param abandoned whether {@link #sweep} removes it: its owner is dead, or cannot be seen and it has expired
     */
    public record ContainerInfo(
            String id,
            String name,
            String state,
            Map<String, String> labels,
            Optional<Instant> created,
            Owner owner,
            boolean abandoned) {
        /** Whether an owner lives. */
        public enum Owner {
            /** It does. */
            ALIVE,
            /** It does not. */
            DEAD,
            /** That cannot be seen from here. */
            UNKNOWN
        }

        /** Copies the map. */
        public ContainerInfo {
            labels = Map.copyOf(labels);
        }
    }

    /**
     * The containers on an engine that carry our labels, whoever of us started them.
     *
     * @param sandbox the name of a sandbox
     * @param config the configuration file whose settings of that sandbox apply; empty means its defaults
     * @return the containers
     * @throws MassGenException if there is no such sandbox, the configuration has problems, or the engine cannot be
     *     reached
     * @throws InterruptedException if the thread is interrupted
     */
    public List<ContainerInfo> containers(String sandbox, Optional<Path> config) throws InterruptedException {
        return sweep(sandbox, config, Housekeeping.Extent.NONE);
    }

    /**
     * Removes containers that carry our labels.
     *
     * @param sandbox the name of a sandbox
     * @param config the configuration file whose settings of that sandbox apply; empty means its defaults
     * @param all whether those of living owners go too, which breaks their runs
     * @return the containers that were removed
     * @throws MassGenException if there is no such sandbox, the configuration has problems, or the engine cannot be
     *     reached
     * @throws InterruptedException if the thread is interrupted
     */
    public List<ContainerInfo> sweep(String sandbox, Optional<Path> config, boolean all) throws InterruptedException {
        return sweep(sandbox, config, all ? Housekeeping.Extent.ALL : Housekeeping.Extent.ABANDONED);
    }

    private List<ContainerInfo> sweep(String sandbox, Optional<Path> config, Housekeeping.Extent extent)
            throws InterruptedException {
        PluginSettings settings = settings(sandbox, config);
        return new Housekeeping(InstantSource.system(), environment)
                .sweep(ConfiguredSandbox.of(providers.sandbox(sandbox), settings.settings()), extent).stream()
                        .map(Installation::info)
                        .toList();
    }

    private static ContainerInfo info(Housekeeping.Found found) {
        Leftover container = found.container();
        ContainerInfo.Owner owner = switch (found.owner()) {
            case ALIVE -> ContainerInfo.Owner.ALIVE;
            case DEAD -> ContainerInfo.Owner.DEAD;
            case UNKNOWN -> ContainerInfo.Owner.UNKNOWN;
        };
        return new ContainerInfo(
                container.id(),
                container.name(),
                container.state(),
                container.labels(),
                container.created(),
                owner,
                found.abandoned());
    }

    private PluginSettings settings(String sandbox, Optional<Path> config) {
        ConfigReader reader = reader();
        return config.map(file -> reader.load(file).config().sandbox().engines().get(sandbox))
                .orElseGet(() -> reader.sandbox(sandbox, Map.of()));
    }

    /**
     * A configuration of the Python version, in the form of this one. Immutable.
     *
     * @param yaml the text of the new configuration
     * @param notes what was not converted, or needs a look, each with its place in the old file
     */
    public record ConvertedConfig(String yaml, List<String> notes) {
        /** Copies the list. */
        public ConvertedConfig {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Converts a configuration of the Python version of MassGen. Where the meaning is the same it is written in the new
     * form; for the rest there is a note.
     *
     * @param file the old configuration, relative to the working directory or absolute
     * @return the new configuration
     * @throws MassGenException if the file cannot be read or is not in the old form
     */
    public ConvertedConfig convert(Path file) {
        OldForm.Converted converted =
                OldForm.convert(file.toString(), ConfigReader.text(workingDirectory.resolve(file), file.toString()));
        return new ConvertedConfig(
                converted.yaml(),
                converted.notes().stream().map(Problem::toString).toList());
    }
}
