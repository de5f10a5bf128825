package ai.massgen.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Laws that only a source shows.
 *
 * <ul>
 *   <li>No {@code synchronized} in what is shipped: on JDK 21 it holds a virtual thread's carrier while it waits. A lock of
 *       {@code java.util.concurrent.locks} does not.
 *   <li>No notes to finish something later, in tests neither.
 *   <li>What is shipped has no file of more than 400 lines.
 *   <li>No module descriptor: the compiler keeps sealed hierarchies in one package only where there is none.
 * </ul>
 *
 * @param name the file
 * @param text its content
 * @param shipped whether it is shipped
 */
record SourceLaw(String name, String text, boolean shipped) {
    private static final int MOST_LINES = 400;
    private static final Pattern SYNCHRONIZED = Pattern.compile("\\bsynchronized\\b");
    private static final Pattern LATER = Pattern.compile("\\b(?:TO_?DO|FIX_?ME|X{3})\\b");

    /** Comments and literals, in which words mean nothing to the compiler. */
    private static final Pattern PROSE = Pattern.compile(
            "//[^\n]*|/\\*(?s:.*?)\\*/|\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])+'");

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        LATER.matcher(text)
                .results()
                .map(found -> at(found) + found.group() + ": finish it, or write an issue")
                .forEach(problems::add);
        if (name.endsWith("module-info.java")) {
            problems.add(name + ": with a descriptor sealed hierarchies could spread over packages");
        }
        if (shipped) {
            SYNCHRONIZED
                    .matcher(code())
                    .results()
                    .map(found -> at(found) + "synchronized holds the carrier of a virtual thread: use a ReentrantLock")
                    .forEach(problems::add);
            long lines = text.lines().count();
            if (lines > MOST_LINES) {
                problems.add(
                        name + " has " + lines + " lines, more than " + MOST_LINES + ": it does more than one thing");
            }
        }
        return problems;
    }

    /** The text with blanks in place of prose, so that places stay. */
    private String code() {
        return PROSE.matcher(text).replaceAll(prose -> prose.group().replaceAll("[^\n]", " "));
    }

    private String at(MatchResult found) {
        long line =
                text.substring(0, found.start()).chars().filter(c -> c == '\n').count() + 1;
        return name + ":" + line + ": ";
    }
}
