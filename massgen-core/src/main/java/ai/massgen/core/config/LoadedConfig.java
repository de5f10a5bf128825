package ai.massgen.core.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A configuration that has no problem by itself, with what is needed to report later ones. Immutable. */
public final class LoadedConfig {
    private final MassGenConfig config;
    private final Path baseDirectory;
    private final Document document;
    private final Environment environment;
    private final Optional<Path> file;

    LoadedConfig(
            MassGenConfig config, Path baseDirectory, Document document, Environment environment, Optional<Path> file) {
        this.file = file;
        this.config = Objects.requireNonNull(config, "config");
        this.baseDirectory = baseDirectory.toAbsolutePath().normalize();
        this.document = document;
        this.environment = environment;
    }

    /**
     * The values.
     *
     * @return the configuration
     */
    public MassGenConfig config() {
        return config;
    }

    /**
     * The folder that relative paths are relative to.
     *
     * @return an absolute, normalised path
     */
    public Path baseDirectory() {
        return baseDirectory;
    }

    /**
     * The file that it was read from.
     *
     * @return an absolute, normalised path; empty if it was given in another way
     */
    public Optional<Path> file() {
        return file;
    }

    /**
     * Makes a problem at the place where a value stands. What variables hold is replaced by references to them.
     *
     * @param path the value's path; if it is not written, the place is that of the nearest value around it
     * @param message what is wrong, as it continues the path: {@code must be at least 1}
     * @param suggestion what to do, empty if that is not known
     * @return the problem
     */
    public Problem problem(ConfigPath path, String message, Optional<String> suggestion) {
        Place place = document.place(path);
        String safe = Quote.sentence(environment.redact(message));
        return new Problem(place.source(), place.line(), place.column(), path.toString(), safe, suggestion);
    }

    /**
     * Whether the user wrote a value, or its default applies.
     *
     * @param path the value's path
     * @return true if it stands in the source
     */
    public boolean written(ConfigPath path) {
        return document.spot(path).path().equals(path);
    }

    /**
     * Puts problems in the order of the file.
     *
     * @param problems at least one problem
     * @return the exception to throw
     */
    public static ConfigException invalid(List<Problem> problems) {
        return new ConfigException(problems.stream().sorted(Problems.ORDER).toList());
    }

    @Override
    public String toString() {
        return "LoadedConfig[" + document.root().place().source() + "]";
    }
}
