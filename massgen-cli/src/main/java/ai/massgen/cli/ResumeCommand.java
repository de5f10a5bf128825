package ai.massgen.cli;

import ai.massgen.core.MassGen;
import ai.massgen.core.Runs;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Goes on with a run that was interrupted. */
@Command(
        name = "resume",
        description = "Go on with a run whose process died. Model calls that had finished are not paid for again.",
        sortOptions = false)
final class ResumeCommand implements Callable<Integer> {
    private final Context context;

    @ParentCommand
    private RootCommand root = new RootCommand();

    @Parameters(paramLabel = "RUN", description = "The id of the run. massgen runs list shows the runs.")
    private String run = "";

    @Mixin
    private RunsFolder folder = new RunsFolder();

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration. Without: the one that the run began with.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--json", description = "Write the events of the run to standard output, a JSON object a line.")
    private boolean json;

    @Option(names = "--locked", description = "Run only tool servers that are in massgen.lock already.")
    private boolean locked;

    ResumeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Runs.Summary summary = folder.runs(context).summary(RunName.checked(run));
        Path file = config.or(summary::config)
                .orElseThrow(() ->
                        new UsageException("the run does not say which configuration it began with; give it with -c"));
        Output output = new Output(json, root.colorWanted());
        Person person = new Person(context.terminal());
        try (MassGen massgen = context.builder()
                .config(file)
                .allowUnsandboxed(summary.allowUnsandboxed())
                .locked(locked)
                .approver(person)
                .build()) {
            return new Asking(context, output)
                    .resume(massgen, summary.id(), person.undisturbed(output.listener(context.terminal())));
        }
    }
}
