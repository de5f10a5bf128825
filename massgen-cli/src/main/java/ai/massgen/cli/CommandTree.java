package ai.massgen.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** All commands by name. Only the one that is called is built: looking at its annotations takes longer than most run. */
final class CommandTree {
    private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();

    CommandTree(Context context) {
        commands.put("run", () -> new RunCommand(context));
        commands.put("chat", () -> new ChatCommand(context));
        commands.put("resume", () -> new ResumeCommand(context));
        commands.put("replay", () -> new ReplayCommand(context));
        commands.put("runs", () -> new RunsCommand(context));
        commands.put("demo", () -> new DemoCommand(context));
        commands.put("doctor", () -> new DoctorCommand(context));
        commands.put("models", () -> new ModelsCommand(context));
        commands.put("backends", () -> new BackendsCommand(context));
        commands.put("sandboxes", () -> new SandboxesCommand(context));
        commands.put("validate", () -> new ValidateCommand(context));
        commands.put("convert", () -> new ConvertCommand(context));
        commands.put("schema", () -> new SchemaCommand(context));
        commands.put("sandbox", () -> new SandboxCommand(context));
        commands.put("tools", () -> new ToolsCommand(context));
        commands.put("images", () -> new ImagesCommand(context));
        commands.put("help", () -> new HelpCommand(context));
    }

    Set<String> names() {
        return commands.keySet();
    }

    /** The command line with all commands. */
    CommandLine all() {
        CommandLine line = root();
        commands.forEach((name, maker) -> line.addSubcommand(name, maker.get()));
        return dressed(line);
    }

    /** The command line with one command only. */
    CommandLine with(String command) {
        return dressed(root().addSubcommand(
                        command, Objects.requireNonNull(commands.get(command)).get()));
    }

    /** What to say of a word that is no command. */
    String unknown(String word) {
        List<String> near = new CommandLine.UnmatchedArgumentException(all(), List.of(word)).getSuggestions();
        return "there is no command '" + word + "'" + Refusals.didYouMean(word, near);
    }

    private static CommandLine root() {
        CommandLine line = new CommandLine(new RootCommand());
        line.getCommandSpec()
                .version(Version.text())
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .scopeType(ScopeType.INHERIT)
                        .description("Show how to use it.")
                        .build())
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Show the version.")
                        .build());
        return line;
    }

    private static CommandLine dressed(CommandLine line) {
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        line.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.list());
        return line;
    }
}
