package ai.massgen.cli;

import ai.massgen.core.MassGen;
import ai.massgen.core.Session;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** With whom commands ask, and what they continue. */
final class AskOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description =
                    "The configuration. Without: ./massgen.yaml, then massgen/massgen.yaml in your configuration folder.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--strict", description = "Ask only if every agent has its key.")
    private boolean strict;

    @Option(names = "--allow-unsandboxed", description = "Allow tools that the configuration runs without isolation.")
    private boolean allowUnsandboxed;

    @Option(names = "--locked", description = "Run only tool servers that are in massgen.lock already.")
    private boolean locked;

    @Option(names = "--continue", description = "Continue the conversation of the latest run that came to an answer.")
    private boolean latest;

    @Option(
            names = "--continue-from",
            paramLabel = "RUN",
            description = "Continue the conversation of this run. massgen runs list shows the runs.")
    private Optional<String> from = Optional.empty();

    /** Starts to build the system that is asked. */
    MassGen.Builder builder(Context context, Person person) throws Exception {
        return new Setup(context)
                .builder(config)
                .strict(strict)
                .allowUnsandboxed(allowUnsandboxed)
                .locked(locked)
                .approver(person);
    }

    /**
     * Opens the session that is asked for.
     *
     * @throws UsageException if there is none to continue
     */
    Session session(MassGen massgen) {
        if (from.isPresent()) {
            return massgen.session(RunName.checked(from.get()));
        }
        if (!latest) {
            return massgen.session();
        }
        return massgen.session(massgen.runs()
                .latestDecided()
                .orElseThrow(() ->
                        new UsageException("there is no run to continue: none in this folder has come to an answer")));
    }
}
