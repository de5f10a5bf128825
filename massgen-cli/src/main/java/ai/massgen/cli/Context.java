package ai.massgen.cli;

import ai.massgen.core.Installation;
import ai.massgen.core.MassGen;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What commands work with.
 *
 * @param terminal what is outside
 * @param cancellation how a signal ends what is being done
 */
record Context(Terminal terminal, Cancellation cancellation) {
    Installation installation() {
        return new Installation(terminal.environment(), terminal.workingDirectory());
    }

    Failures failures() {
        return new Failures(terminal.err(), cancellation);
    }

    /** The configuration to use: the named one, else the first that is found. */
    Path config(Optional<Path> named) {
        Installation installation = installation();
        return named.or(installation::config)
                .orElseThrow(() -> new UsageException("there is no configuration: " + places()
                        + "; write a massgen.yaml (README.md shows one, massgen schema prints its schema), or give one with -c;"
                        + " massgen demo runs without"));
    }

    /** Where there is no configuration. */
    String places() {
        return "no "
                + String.join(
                        ", no ",
                        installation().configPlaces().stream().map(this::shown).toList());
    }

    /** A path as the user would write it. */
    String shown(Path path) {
        return path.startsWith(terminal.workingDirectory())
                ? terminal.workingDirectory().relativize(path).toString()
                : path.toString();
    }

    /** Starts to build a system in these surroundings. */
    MassGen.Builder builder() {
        return MassGen.builder().environment(terminal.environment()).workingDirectory(terminal.workingDirectory());
    }
}
