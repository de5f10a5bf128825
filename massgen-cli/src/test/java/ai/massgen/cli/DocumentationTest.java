package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** docs/cli.md and the program know the same commands, options and exit codes. */
class DocumentationTest {
    private static final Path DOCUMENT = Path.of("../docs/cli.md");
    /** Every command has these; the document says so once. */
    private static final Set<String> COMMON = new TreeSet<>(List.of("-h", "--help", "--no-color"));

    @TempDir
    Path folder;

    @Test
    void theSameCommandsAndOptions() throws IOException {
        Map<String, Set<String>> real = new TreeMap<>();
        Shell shell = new Shell(folder);
        collect(new CommandTree(new Context(shell.terminal(System.out, System.err), shell.cancellation())).all(), real);

        assertThat(documented()).isEqualTo(real);
    }

    private static void collect(CommandLine command, Map<String, Set<String>> into) {
        Set<String> options = new TreeSet<>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            options.addAll(List.of(option.names()));
        }
        assertThat(options).as(command.getCommandName()).containsAll(COMMON);
        if (command.getParent() != null) {
            options.removeAll(COMMON);
        }
        into.put(command.getCommandSpec().qualifiedName(), options);
        command.getSubcommands().values().forEach(each -> collect(each, into));
    }

    private static Map<String, Set<String>> documented() throws IOException {
        Map<String, Set<String>> commands = new TreeMap<>();
        Set<String> options = new TreeSet<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("#")) {
                options = new TreeSet<>();
            }
            if (line.startsWith("### massgen")) {
                commands.put(line.substring("### ".length()), options);
            }
            if (line.startsWith("| `-")) {
                String names = line.substring(0, line.indexOf('|', 1));
                Pattern.compile("`(-[^`]+)`")
                        .matcher(names)
                        .results()
                        .map(match -> match.group(1))
                        .forEach(options::add);
            }
        }
        return commands;
    }

    @Test
    void theSameExitCodes() throws IOException {
        Map<String, String> documented = new LinkedHashMap<>();
        Pattern row = Pattern.compile("(?m)^\\| (\\d+) \\| (.+) \\|$");
        for (MatchResult match :
                row.matcher(Files.readString(DOCUMENT)).results().toList()) {
            documented.put(match.group(1), match.group(2));
        }

        assertThat(documented).isEqualTo(ExitCode.list());
    }

    @Test
    void theAreasOfErrorsHaveTheirExitCodes() throws IOException {
        Pattern row = Pattern.compile("(?m)^\\| (`[a-z]+\\.….*) \\| (\\d+) \\|$");
        Map<String, Integer> documented = new TreeMap<>();
        for (MatchResult match :
                row.matcher(Files.readString(DOCUMENT)).results().toList()) {
            Pattern.compile("`([a-z]+)\\.…`")
                    .matcher(match.group(1))
                    .results()
                    .forEach(area -> documented.put(area.group(1), Integer.parseInt(match.group(2))));
        }

        assertThat(documented)
                .containsKeys("config", "backend", "sandbox", "engine")
                .allSatisfy((area, code) ->
                        assertThat(ExitCode.of(area + ".x").code()).isEqualTo(code));
    }
}
