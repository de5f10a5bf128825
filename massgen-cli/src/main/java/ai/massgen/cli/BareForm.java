package ai.massgen.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Understands {@code massgen "a question"}. Only what contains white space is taken for a question: a mistyped command
 * must never become a question that costs money.
 */
final class BareForm {
    private static final String RUN = "run";

    private final CommandTree tree;

    BareForm(CommandTree tree) {
        this.tree = tree;
    }

    /**
     * Puts the command in front of a bare question.
     *
     * @param args the command line
     * @return the command line with its command
     * @throws UsageException if a single word is no command
     */
    List<String> expand(List<String> args) {
        if (args.isEmpty() || tree.names().contains(args.get(0))) {
            return args;
        }
        int at = firstArgument(args);
        if (at == args.size() || tree.names().contains(args.get(at))) {
            return args;
        }
        String first = args.get(at);
        if (first.chars().noneMatch(Character::isWhitespace)) {
            throw new UsageException(notACommand(first, args.subList(at, args.size())));
        }
        List<String> full = new ArrayList<>(List.of(RUN));
        full.addAll(args);
        return full;
    }

    /** Where the first argument is that is neither an option nor an option's value. */
    private int firstArgument(List<String> args) {
        CommandLine run = Objects.requireNonNull(tree.with(RUN).getSubcommands().get(RUN));
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            if (arg.equals("--")) {
                return i + 1;
            }
            if (!arg.startsWith("-") || arg.equals("-")) {
                return i;
            }
            OptionSpec option = run.getCommandSpec().findOption(arg);
            if (option != null && option.arity().min() > 0) {
                i++;
            }
        }
        return args.size();
    }

    private String notACommand(String word, List<String> words) {
        return tree.unknown(word) + "; a question is put in quotes and has more than one word: massgen \""
                + (words.size() > 1 ? String.join(" ", words) : "why is the sky blue?") + "\"";
    }
}
