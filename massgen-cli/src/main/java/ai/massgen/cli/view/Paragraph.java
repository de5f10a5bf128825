package ai.massgen.cli.view;

/**
 * Lines of text in one ink. The text need not be safe: {@link Page} sees to that.
 *
 * @param ink how it looks
 * @param indent how many columns it is set in
 * @param text one or more lines
 */
record Paragraph(Ink ink, int indent, String text) {
    static Paragraph of(Ink ink, String text) {
        return new Paragraph(ink, 0, text);
    }

    /** Belongs to the paragraph before it. */
    static Paragraph detail(Ink ink, String text) {
        return new Paragraph(ink, 2, text);
    }
}
