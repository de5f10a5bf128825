package ai.massgen.core.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads configurations: bounded YAML from a file or a text, or a tree that a program built. Reports all problems at
 * once. Immutable and thread-safe.
 */
public final class ConfigReader {
    /** What the problems of a configuration that a program built name as its source. */
    static final String PROGRAM = "configuration";

    private final PluginRecords plugins;
    private final Map<String, String> variables;

    /**
     * Creates a reader.
     *
     * @param plugins the installed plugins
     * @param environment the environment variables that {@code ${NAME}} refers to
     */
    public ConfigReader(PluginRecords plugins, Map<String, String> environment) {
        this.plugins = Objects.requireNonNull(plugins, "plugins");
        this.variables = Map.copyOf(environment);
    }

    /**
     * Reads a file. Relative paths in it are relative to its folder.
     *
     * @param file the file
     * @return the configuration
     * @throws ConfigException if it cannot be read or has problems
     */
    public LoadedConfig load(Path file) {
        return load(file, file.toString());
    }

    /**
     * Reads a file. Relative paths in it are relative to its folder.
     *
     * @param file the file
     * @param name the file as the user wrote it, for messages
     * @return the configuration
     * @throws ConfigException if it cannot be read or has problems
     */
    public LoadedConfig load(Path file, String name) {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = Objects.requireNonNullElse(absolute.getParent(), absolute);
        return read(name, text(file, name), folder, Optional.of(absolute));
    }

    /**
     * Reads a text.
     *
     * @param source the file's name, or what else the text comes from, for messages
     * @param text YAML
     * @param baseDirectory the folder that relative paths are relative to
     * @return the configuration
     * @throws ConfigException with all problems, if there is one
     */
    public LoadedConfig read(String source, String text, Path baseDirectory) {
        return read(source, text, baseDirectory, Optional.empty());
    }

    private LoadedConfig read(String source, String text, Path baseDirectory, Optional<Path> file) {
        Problems problems = new Problems();
        Optional<Node> root = YamlTree.read(source, text, problems);
        if (root.isEmpty()) {
            problems.raise();
        }
        return read(root.orElseThrow(), baseDirectory, file, problems);
    }

    /**
     * Reads a tree of maps with texts as keys, lists, texts, numbers and truth values. Paths, durations, sizes, URIs,
     * enums, secrets, JSON and settings records may stand in it too. In a record, {@code ${NAME}} is no variable.
     *
     * @param tree the tree, of the form that the YAML has
     * @param baseDirectory the folder that relative paths are relative to
     * @return the configuration
     * @throws ConfigException with all problems, if there is one
     */
    public LoadedConfig read(Map<String, ?> tree, Path baseDirectory) {
        Problems problems = new Problems();
        Node root = new ObjectTree(new Place(PROGRAM, 0, 0), problems).node(tree, ConfigPath.ROOT);
        return read(root, baseDirectory, Optional.empty(), problems);
    }

    /**
     * Binds the settings of one sandbox, for example to ask it what it can do before anything is configured.
     *
     * @param name the sandbox's name
     * @param settings its settings, of the form that the YAML has
     * @return the settings
     * @throws ConfigException if there is no such sandbox or its settings have problems
     */
    public PluginSettings sandbox(String name, Map<String, ?> settings) {
        Problems problems = new Problems();
        Node node = new ObjectTree(new Place(PROGRAM, 0, 0), problems).node(settings, ConfigPath.ROOT);
        PluginSettings bound = new Binder(new Environment(variables), plugins, problems).sandbox(name, Spot.root(node));
        return orRaise(bound, problems);
    }

    /**
     * Binds the settings of one backend, for example those that a plugin suggests.
     *
     * @param name the backend's name
     * @param settings its settings, of the form that the YAML has, without {@code type}
     * @return the settings
     * @throws ConfigException if there is no such backend or its settings have problems
     */
    public PluginSettings backend(String name, Map<String, ?> settings) {
        Problems problems = new Problems();
        Node node = new ObjectTree(new Place(PROGRAM, 0, 0), problems).node(settings, ConfigPath.ROOT);
        PluginSettings bound = new Binder(new Environment(variables), plugins, problems).backend(name, Spot.root(node));
        return orRaise(bound, problems);
    }

    private LoadedConfig read(Node root, Path baseDirectory, Optional<Path> file, Problems problems) {
        if (OldForm.isOld(root)) {
            throw new ConfigException(OldForm.differences(root));
        }
        Environment environment = new Environment(variables);
        Binder binder = new Binder(environment, plugins, problems);
        Document document = new Document(root);
        Record bound = binder.section(RecordShape.of(MassGenConfig.class), Spot.root(root));
        ConfigChecks checks = new ConfigChecks(document, binder, problems, variables);
        checks.agents();
        Map<String, PluginSettings> engines = checks.engines();
        MassGenConfig config = (MassGenConfig) orRaise(bound, problems);
        return new LoadedConfig(withEngines(config, engines), baseDirectory, document, environment, file);
    }

    private static <T> T orRaise(@Nullable T bound, Problems problems) {
        problems.raise();
        return Objects.requireNonNull(bound, "nothing bound, and no problem");
    }

    private static MassGenConfig withEngines(MassGenConfig config, Map<String, PluginSettings> used) {
        SandboxConfig sandbox = config.sandbox();
        Map<String, PluginSettings> engines = new LinkedHashMap<>(sandbox.engines());
        engines.putAll(used);
        return new MassGenConfig(
                config.version(),
                config.agents(),
                config.tools(),
                new SandboxConfig(
                        sandbox.engine(),
                        sandbox.defaults(),
                        sandbox.ceilings(),
                        sandbox.mountRoots(),
                        sandbox.build(),
                        engines),
                config.coordination(),
                config.limits(),
                config.workspace(),
                config.budget(),
                config.prices(),
                config.pricesFile(),
                config.answerSchema());
    }

    /**
     * The text of a configuration file.
     *
     * @param file the file
     * @param name the file as the user wrote it, for messages
     * @return its text
     * @throws ConfigException if it cannot be read
     */
    public static String text(Path file, String name) {
        try {
            return ConfigFiles.read(file);
        } catch (IOException e) {
            throw new ConfigException(List.of(
                    new Problem(name, 0, 0, "", ConfigFiles.reason(e), Optional.of("give the path of a YAML file"))));
        }
    }
}
