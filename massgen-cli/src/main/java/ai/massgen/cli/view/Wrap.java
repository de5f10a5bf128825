package ai.massgen.cli.view;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Breaks one line of text into rows of a screen: between words where that is possible, never within a character. */
final class Wrap {
    private static final Pattern LEAD = Pattern.compile("\\s*(?:(?:[-*+•>]|#{1,6}|\\d{1,3}[.)]) +)*");

    /** The first letter of Thai; of the scripts that follow, those with spaces are broken at spaces by the JDK. */
    private static final char SPACELESS = 0x0e00;

    private final int columns;
    private final int hang;
    private final List<String> rows = new ArrayList<>();
    private final StringBuilder row = new StringBuilder();
    private int used;

    private Wrap(int columns, int first, int hang) {
        this.columns = columns;
        this.hang = hang;
        this.used = first;
    }

    /**
     * Breaks a line.
     *
     * @param line text without line ends
     * @param columns how wide the screen is
     * @param first how many columns are taken before the line begins
     * @param hang how many columns the caller leaves free before each further row
     * @return the rows, at least one, without what stands before them; all but the last without white space at the end
     */
    static List<String> rows(String line, int columns, int first, int hang) {
        if (first + 2L * line.length() <= columns || first + Columns.of(line) <= columns) {
            return List.of(line);
        }
        Wrap wrap = new Wrap(columns, first, hang);
        wrap.addAll(line);
        wrap.rows.add(wrap.row.toString());
        return wrap.rows;
    }

    /** How far further rows of a line are set in: as far as its text, after spaces and the mark of a list item. */
    static int hang(String line, int columns) {
        Matcher lead = LEAD.matcher(line.length() > columns ? line.substring(0, columns) : line);
        return lead.lookingAt() ? Math.min(Columns.of(lead.group()), columns / 3) : 0;
    }

    private void addAll(String line) {
        BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
        breaks.setText(line);
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            if (end == line.length() || mayBreak(line.charAt(end - 1), line.charAt(end))) {
                add(line.substring(start, end));
                start = end;
            }
        }
    }

    /** Names, paths and numbers stay whole: only writing systems that do without spaces are broken without one. */
    private static boolean mayBreak(char before, char after) {
        return before == ' ' || before >= SPACELESS || after >= SPACELESS;
    }

    private void add(String word) {
        int needed = Columns.of(word.stripTrailing());
        if (used + needed > columns) {
            next();
        }
        if (used + needed > columns) {
            addSplit(word);
        } else {
            row.append(word);
            used += Columns.of(word);
        }
    }

    private void addSplit(String word) {
        BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
        clusters.setText(word);
        int start = clusters.first();
        for (int end = clusters.next(); end != BreakIterator.DONE; end = clusters.next()) {
            String cluster = word.substring(start, end);
            int needed = Columns.ofCluster(cluster);
            if (used + needed > columns && !cluster.isBlank()) {
                next();
            }
            row.append(cluster);
            used += needed;
            start = end;
        }
    }

    private void next() {
        if (row.isEmpty()) {
            return;
        }
        rows.add(row.toString().stripTrailing());
        row.setLength(0);
        used = hang;
    }
}
