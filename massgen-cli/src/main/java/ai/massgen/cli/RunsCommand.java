package ai.massgen.cli;

import ai.massgen.core.Runs;
import ai.massgen.core.text.Visible;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Lists and shows runs. */
@Command(name = "runs", description = "List earlier runs, or show one.")
final class RunsCommand implements Callable<Integer> {
    private static final int SHOWN = 60;

    private final Context context;

    @ParentCommand
    private RootCommand root = new RootCommand();

    RunsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        throw new UsageException("what about the runs? massgen runs list, or massgen runs show RUN");
    }

    @Command(name = "list", description = "List the runs, the latest first: id, end, question.")
    int list(@Mixin RunsFolder folder) {
        List<Runs.Summary> runs = folder.runs(context).list();
        runs.forEach(run -> context.terminal()
                .out()
                .println(run.id() + "  " + pad(end(run)) + "  " + Visible.line(run.question(), SHOWN)));
        if (runs.isEmpty()) {
            context.terminal().err().println("massgen: there are no runs");
        }
        return ExitCode.OK.code();
    }

    private static String end(Runs.Summary run) {
        return run.end().map(end -> end.outcome()).orElse("interrupted?");
    }

    private static String pad(String text) {
        return text + " ".repeat(Math.max(0, "interrupted?".length() - text.length()));
    }

    @Command(name = "show", description = "Show a run as it was shown when it ran.")
    int show(
            @Parameters(paramLabel = "RUN", description = "The id of the run.") String run,
            @Mixin RunsFolder folder,
            @Option(names = "--json", description = "Write its events to standard output, a JSON object a line.")
                    boolean json) {
        folder.runs(context)
                .show(RunName.checked(run), new Output(json, root.colorWanted()).listener(context.terminal()));
        return ExitCode.OK.code();
    }
}
