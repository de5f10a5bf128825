package ai.massgen.core.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads configurations the way tests want to: with the standard plugins, from a file that is called c.yaml. */
final class Yaml {
    static final Path BASE = Path.of("/srv/project");

    /** The least that is valid; what tests add comes below it. */
    static final String LEAST = """
            version: 1
            agents:
              - id: a
                backend: {type: plain, model: m}
            """;

    private Yaml() {}

    static LoadedConfig load(String yaml, Map<String, String> environment) {
        return new ConfigReader(TestPlugins.STANDARD, environment).read("c.yaml", yaml, BASE);
    }

    static MassGenConfig read(String yaml) {
        return load(yaml, Map.of()).config();
    }

    /** The settings of the only agent's backend, which are given as the text of a flow mapping. */
    static Record backend(String settings, Map<String, String> environment) {
        return load(backendYaml(settings), environment)
                .config()
                .agents()
                .get(0)
                .backend()
                .settings();
    }

    static Record backend(String settings) {
        return backend(settings, Map.of());
    }

    static String backendYaml(String settings) {
        return "version: 1\nagents:\n  - id: a\n    backend: " + settings + "\n";
    }

    /** Every problem as the user sees it; none if the configuration is right. */
    static List<String> problems(String yaml, Map<String, String> environment) {
        try {
            load(yaml, environment);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    static List<String> problems(String yaml) {
        return problems(yaml, Map.of());
    }

    /** What a map must have. */
    static <T> T entry(Map<String, T> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    static List<String> backendProblems(String settings) {
        return problems(backendYaml(settings));
    }
}
