package ai.massgen.cli.view;

/**
 * Lines of text in one ink. The text need not be safe: {@link Page} sees to that.
 *
 * @param ink how it looks
 * @param indent how many columns it is set in
 * @param hang how many columns a row is set in further if it goes on with a line of the text
 * @param text one or more lines
 */
record Paragraph(Ink ink, int indent, int hang, String text) {
    private static final int STEP = 2;

    /** Says what happens. */
    static Paragraph of(Ink ink, String text) {
        return new Paragraph(ink, 0, STEP, text);
    }

    /** Belongs to the paragraph before it. */
    static Paragraph detail(Ink ink, String text) {
        return new Paragraph(ink, STEP, 0, text);
    }
}
