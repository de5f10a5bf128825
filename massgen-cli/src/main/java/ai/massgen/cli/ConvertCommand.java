package ai.massgen.cli;

import ai.massgen.core.Installation;
import ai.massgen.core.text.Visible;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Converts configurations of the Python version. */
@Command(
        name = "convert",
        description = "Write a configuration of the Python version in the new form, to standard output.")
final class ConvertCommand implements Callable<Integer> {
    private static final int LONGEST = 2_000;

    private final Context context;

    @Parameters(paramLabel = "FILE", description = "A configuration of the Python version.")
    private Path file = Path.of("");

    ConvertCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Installation.ConvertedConfig converted = context.installation().convert(file);
        PrintStream out = context.terminal().out();
        out.print(converted.yaml());
        out.flush();
        converted.notes().forEach(note -> context.terminal().err().println("massgen: " + Visible.line(note, LONGEST)));
        return ExitCode.OK.code();
    }
}
