package ai.massgen.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Another way to ask for {@code --help}. */
@Command(name = "help", helpCommand = true, description = "Show how to use a command.")
final class HelpCommand implements Callable<Integer> {
    private static final String OPTION = "--help";

    private final Context context;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command. Without: all commands.")
    private Optional<String> command = Optional.empty();

    HelpCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return new Call(context)
                .execute(command.map(name -> List.of(name, OPTION)).orElse(List.of(OPTION)));
    }
}
