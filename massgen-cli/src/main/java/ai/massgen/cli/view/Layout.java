package ai.massgen.cli.view;

/**
 * How lines of text become rows.
 *
 * @param columns how wide a row is at most, in columns
 * @param tabs whether tabs stay; where columns are counted they are spaces
 * @param patience how many rows an agent has to say before it may interrupt another
 */
record Layout(int columns, boolean tabs, int patience) {
    /** Longer lines are cut although nobody asked for rows: what is held back of a line is never more than this. */
    static final int LONGEST_LINE = 16_384;

    /** Longer lines are tiring to read, however wide the screen is. */
    private static final int WIDEST_TEXT = 120;

    /** The columns of the bar that stands before what an agent says, and one at the end that some terminals need. */
    private static final int MARGIN = 3;

    static Layout of(Screen screen) {
        return screen.interactive()
                ? new Layout(Math.min(screen.width() - MARGIN, WIDEST_TEXT), false, 4)
                : new Layout(LONGEST_LINE, true, 1);
    }

    /** A text, safe to show. */
    String text(String text) {
        String shown = Shown.all(text);
        return tabs ? shown : shown.replace("\t", "    ");
    }
}
