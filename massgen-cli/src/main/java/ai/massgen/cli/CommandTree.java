package ai.massgen.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/** All commands by name. Only the one that is called is built: looking at its annotations takes longer than most run. */
final class CommandTree {
    private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();

    CommandTree(Context context) {
        commands.put("run", () -> new RunCommand(context));
        commands.put("demo", () -> new DemoCommand(context));
        commands.put("doctor", () -> new DoctorCommand(context));
        commands.put("backends", () -> new BackendsCommand(context));
        commands.put("sandboxes", () -> new SandboxesCommand(context));
        commands.put("validate", () -> new ValidateCommand(context));
        commands.put("schema", () -> new SchemaCommand(context));
        commands.put("images", () -> new ImagesCommand(context));
        commands.put("help", CommandLine.HelpCommand::new);
    }

    Set<String> names() {
        return commands.keySet();
    }

    /** The command line for a call of one command; with all commands if it is none or needs to know them. */
    CommandLine commandLine(String called) {
        Supplier<Object> one = called.equals("help") ? null : commands.get(called);
        CommandLine line = new CommandLine(new RootCommand());
        if (one == null) {
            commands.forEach((name, maker) -> line.addSubcommand(name, maker.get()));
        } else {
            line.addSubcommand(called, one.get());
        }
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        line.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.list());
        return line;
    }
}
