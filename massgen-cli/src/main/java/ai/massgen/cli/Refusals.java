package ai.massgen.cli;

import ai.massgen.core.text.Visible;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, in one sentence, and where to read on. */
final class Refusals implements CommandLine.IParameterExceptionHandler {
    private static final int LONGEST = 1000;

    private final PrintStream err;

    Refusals(PrintStream err) {
        this.err = err;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        String what = e instanceof UnmatchedArgumentException unmatched ? unexpected(unmatched) : sentence(e);
        err.println("massgen: " + Visible.line(what, LONGEST) + "; see "
                + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.code();
    }

    private static String unexpected(UnmatchedArgumentException e) {
        String first = e.getUnmatched().get(0);
        return (e.isUnknownOption() ? "there is no option '" : "nothing is expected here, but there is '") + first + "'"
                + didYouMean(first, e.getSuggestions());
    }

    private static String sentence(ParameterException e) {
        String message = String.valueOf(e.getMessage());
        return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    /** What a word was probably meant to be: picocli's suggestions are generous, so the first letter must be right. */
    static String didYouMean(String word, List<String> near) {
        return near.stream()
                .filter(each -> start(each).equals(start(word)))
                .findFirst()
                .map(each -> "; did you mean " + each + "?")
                .orElse("");
    }

    private static String start(String word) {
        String letters = word.replaceFirst("^-+", "");
        return letters.substring(0, Math.min(1, letters.length()));
    }
}
