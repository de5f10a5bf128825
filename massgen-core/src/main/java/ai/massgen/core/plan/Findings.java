package ai.massgen.core.plan;

import ai.massgen.core.config.ConfigPath;
import ai.massgen.core.config.LoadedConfig;
import ai.massgen.core.config.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects problems and warnings while a plan is made. Not thread-safe. */
final class Findings {
    private final LoadedConfig loaded;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();

    Findings(LoadedConfig loaded) {
        this.loaded = loaded;
    }

    void problem(ConfigPath path, String message, String suggestion) {
        problems.add(loaded.problem(path, message, Optional.of(suggestion)));
    }

    void problem(ConfigPath path, String message) {
        problems.add(loaded.problem(path, message, Optional.empty()));
    }

    void warn(String sentence) {
        warnings.add(sentence);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Throws if there is a problem. */
    void raise() {
        if (!problems.isEmpty()) {
            throw LoadedConfig.invalid(List.copyOf(problems));
        }
    }
}
