package ai.massgen.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows how to use a command. */
@Command(name = "help", helpCommand = true, description = "Show how to use a command.")
final class HelpCommand implements Callable<Integer> {
    private final Context context;
    private final CommandTree tree;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command. Without: all commands.")
    private Optional<String> command = Optional.empty();

    HelpCommand(Context context, CommandTree tree) {
        this.context = context;
        this.tree = tree;
    }

    @Override
    public Integer call() {
        CommandLine all = tree.all();
        CommandLine shown = command.isEmpty() ? all : all.getSubcommands().get(command.get());
        if (shown == null) {
            throw new UsageException(tree.unknown(command.orElse("")));
        }
        shown.usage(context.terminal().out());
        return ExitCode.OK.code();
    }
}
