package ai.massgen.cli;

import ai.massgen.core.text.Visible;
import java.io.PrintStream;

/**
 * Writes lines for people. On a terminal they are broken between words, further rows indented a bit more than the first;
 * elsewhere each stays one line, so that other programs can read it.
 */
final class Prose {
    private static final int LONGEST = 20_000;
    private static final int HANG = 4;
    private static final int NARROWEST = 20;

    private final PrintStream out;
    private final int columns;

    /** Writes to standard output. */
    static Prose on(Terminal terminal) {
        int columns = terminal.watched() ? Math.max(NARROWEST, terminal.width().getAsInt() - 1) : Integer.MAX_VALUE;
        return new Prose(terminal.out(), columns);
    }

    Prose(PrintStream out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    /** Writes lines; what somebody else wrote in them is made safe to look at. */
    void write(String text) {
        Visible.block(text, LONGEST).lines().forEach(this::line);
        if (text.isEmpty()) {
            out.println();
        }
    }

    private void line(String line) {
        String words = line.stripLeading();
        String indent = " ".repeat(Math.min(line.length() - words.length(), columns / 2));
        StringBuilder row = new StringBuilder(indent);
        for (String word : words.split(" ")) {
            if (row.length() + 1 + word.length() > columns && !row.toString().isBlank()) {
                out.println(row);
                row.setLength(0);
                row.append(indent).append(" ".repeat(HANG));
            }
            row.append(row.toString().isBlank() ? "" : " ").append(word);
        }
        out.println(row);
    }
}
