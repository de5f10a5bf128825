package ai.massgen.cli;

import java.util.List;
import picocli.CommandLine;

/** The command line with everything it takes from outside, so that tests can run it in their own process. */
final class Cli {
    private final Terminal terminal;
    private final Cancellation cancellation;

    Cli(Terminal terminal, Cancellation cancellation) {
        this.terminal = terminal;
        this.cancellation = cancellation;
    }

    /** Runs a command. Returns its exit code; throws nothing. */
    int run(String... args) {
        // Before anything else is loaded: it must not take longer than it takes to read.
        if (args.length == 1 && Version.OPTIONS.contains(args[0])) {
            terminal.out().println(Version.text());
            return ExitCode.OK.code();
        }
        return execute(List.of(args));
    }

    private int execute(List<String> args) {
        Context context = new Context(terminal, cancellation);
        CommandTree tree = new CommandTree(context);
        Refusals refusals = new Refusals(terminal.err());
        Failures failures = context.failures();
        try {
            List<String> full = new BareForm(tree).expand(args);
            CommandLine line = tree.commandLine(full.isEmpty() ? "" : full.get(0));
            line.setParameterExceptionHandler(refusals);
            line.setExecutionExceptionHandler((e, command, parsed) -> failures.report(e));
            return line.execute(full.toArray(String[]::new));
        } catch (RuntimeException e) {
            return failures.report(e);
        }
    }
}
