package ai.massgen.cli;

import ai.massgen.core.Runs;
import ai.massgen.core.text.Visible;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rebuilds the states of a run from its journal. */
@Command(
        name = "replay",
        description = "Rebuild every state of a run from its journal, and print them. Asks no model, runs no tool.")
final class ReplayCommand implements Callable<Integer> {
    private static final int LONGEST = 100_000;

    private final Context context;

    @Parameters(paramLabel = "RUN", description = "The id of the run. massgen runs list shows the runs.")
    private String run = "";

    @Mixin
    private RunsFolder folder = new RunsFolder();

    @Option(names = "--json", description = "Write a JSON object a line: the number, the input, the state after it.")
    private boolean json;

    ReplayCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<Runs.Step> steps = folder.runs(context).replay(RunName.checked(run));
        PrintStream out = context.terminal().out();
        steps.forEach(step -> out.println(json ? line(step) : text(step)));
        out.flush();
        long differing =
                steps.stream().filter(step -> !step.differences().isEmpty()).count();
        if (differing == 0) {
            context.terminal().err().println("massgen: " + steps.size() + " steps, every state as it was recorded");
            return ExitCode.OK.code();
        }
        return context.failures()
                .report(Runs.DIFFERS, differing + " of " + steps.size() + " steps differ from the record");
    }

    private static String line(Runs.Step step) {
        return "{\"seq\":" + step.seq() + ",\"at\":\"" + step.at() + "\",\"input\":"
                + step.input().text() + ",\"state\":" + step.state().text() + ",\"exact\":"
                + step.differences().isEmpty() + "}";
    }

    private static String text(Runs.Step step) {
        StringBuilder text = new StringBuilder()
                .append(step.seq())
                .append("  ")
                .append(Visible.line(step.input().text(), LONGEST))
                .append("\n    ")
                .append(Visible.line(step.state().text(), LONGEST));
        step.differences()
                .forEach(difference -> text.append("\n    DIFFERS: ").append(Visible.line(difference, LONGEST)));
        return text.toString();
    }
}
