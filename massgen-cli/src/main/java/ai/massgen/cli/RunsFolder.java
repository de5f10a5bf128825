package ai.massgen.cli;

import ai.massgen.core.Runs;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where commands look for runs. */
final class RunsFolder {
    private static final String NAME = ".massgen";

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description =
                    "The folder of all runs. Without: .massgen beside the configuration that massgen run would use.")
    private Optional<Path> directory = Optional.empty();

    Runs runs(Context context) {
        Path base = context.terminal().workingDirectory();
        Path beside = context.installation()
                .config()
                .map(Path::toAbsolutePath)
                .map(Path::getParent)
                .orElse(base);
        return Runs.in(directory.map(base::resolve).orElse(beside.resolve(NAME)));
    }
}
