package ai.massgen.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** One call of the program: parses the command line, and carries it out. */
final class Call {
    private static final List<String> HELP = List.of("-h", "--help");
    /** What picocli can do at least, and what is still pleasant to read. */
    private static final int NARROWEST = 55;

    private static final int WIDEST = 100;

    private final Context context;

    Call(Context context) {
        this.context = context;
    }

    /** Returns the exit code. */
    int execute(List<String> args) {
        Failures failures = context.failures();
        try {
            CommandTree tree = new CommandTree(context);
            List<String> full = new BareForm(tree).expand(args);
            boolean named = !full.isEmpty() && tree.names().contains(full.get(0));
            CommandLine line = named ? tree.with(full.get(0)) : tree.all();
            if (full.stream().anyMatch(HELP::contains)) {
                line.setUsageHelpWidth(Math.clamp(context.terminal().width().getAsInt(), NARROWEST, WIDEST));
            }
            line.setOut(new PrintWriter(context.terminal().out(), true, StandardCharsets.UTF_8));
            line.setParameterExceptionHandler(new Refusals(context.terminal().err()));
            line.setExecutionExceptionHandler((e, command, parsed) -> failures.report(e));
            return line.execute(full.toArray(String[]::new));
        } catch (RuntimeException | Error e) {
            return failures.report(e);
        }
    }
}
