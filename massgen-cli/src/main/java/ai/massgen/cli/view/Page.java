package ai.massgen.cli.view;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts lines on the screen and says whose they are. On a terminal an agent's lines stand under its name, beside a bar;
 * elsewhere its name stands before each line. Only whole lines are written. If the stream fails, nothing more is written
 * to it. Used by one thread at a time.
 */
final class Page {
    private static final String NOBODY = "";

    private final Screen screen;
    private final Layout layout;
    private final boolean painted;
    private final String bar;
    private final String rule;
    private final StringBuilder pending = new StringBuilder();
    private String floor = NOBODY;
    private boolean empty = true;
    private boolean gone;

    Page(Screen screen) {
        this.screen = screen;
        this.layout = Layout.of(screen);
        this.painted = screen.interactive() && screen.color();
        boolean drawn =
                screen.interactive() && screen.out().charset().newEncoder().canEncode("│─");
        this.bar = drawn ? "│" : "|";
        this.rule = drawn ? "─" : "=";
    }

    Layout layout() {
        return layout;
    }

    /** Whether the last line was this agent's. */
    boolean hasFloor(Speaker speaker) {
        return floor.equals(speaker.alias());
    }

    /** Rows of an agent that are safe and fit. */
    void rows(Speaker speaker, Ink ink, List<String> rows) {
        if (rows.isEmpty()) {
            return;
        }
        if (screen.interactive() && !hasFloor(speaker)) {
            gap();
            head(speaker);
        }
        floor = speaker.alias();
        String before = screen.interactive() ? paint(speaker.ink(), bar) : speaker.name() + " |";
        rows.forEach(row -> line(row.isEmpty() ? before : before + " " + paint(ink, row)));
    }

    private void head(Speaker speaker) {
        String model = speaker.model().isEmpty() ? "" : ", " + speaker.model();
        Wrap.rows(speaker.name() + model, layout.columns(), 0, 0).forEach(row -> line(paint(speaker.ink(), row)));
    }

    /** What an agent does. */
    void agent(Speaker speaker, List<Paragraph> paragraphs) {
        paragraphs.forEach(paragraph -> rows(speaker, paragraph.ink(), broken(paragraph)));
    }

    /** What an agent does by the way: not worth a heading of its own. */
    void aside(Speaker speaker, Paragraph paragraph) {
        if (screen.interactive() && !hasFloor(speaker)) {
            plain(List.of(Paragraph.of(paragraph.ink(), speaker.name() + ", " + paragraph.text())));
        } else {
            agent(speaker, List.of(paragraph));
        }
    }

    /** What no agent does. */
    void plain(List<Paragraph> paragraphs) {
        if (screen.interactive() && !floor.equals(NOBODY)) {
            gap();
        }
        floor = NOBODY;
        paragraphs.forEach(
                paragraph -> broken(paragraph).forEach(row -> line(paint(paragraph.ink(), row))));
    }

    private List<String> broken(Paragraph paragraph) {
        String indent = " ".repeat(paragraph.indent());
        int columns = layout.columns() - paragraph.indent();
        List<String> rows = new ArrayList<>();
        for (String line : layout.text(paragraph.text()).split("\n", -1)) {
            int hang = Wrap.hang(line, columns);
            String further = indent + " ".repeat(hang);
            for (String row : Wrap.rows(line, columns, 0, hang)) {
                rows.add((row.isEmpty() ? "" : indent) + row);
                indent = further;
            }
            indent = " ".repeat(paragraph.indent());
        }
        return rows;
    }

    /** An empty line, unless there is one already. */
    void gap() {
        floor = NOBODY;
        if (!empty) {
            line("");
        }
    }

    /** A title that is easy to find, across the screen. */
    void title(Ink ink, String title) {
        gap();
        String left = rule.repeat(2) + " " + Shown.name(title) + " ";
        int rest = screen.interactive() ? layout.columns() - Columns.of(left) : 0;
        line(paint(ink, left + rule.repeat(Math.max(2, rest))));
    }

    /** Text that is neither broken nor marked, so that it can be copied, between empty lines. */
    void verbatim(String text) {
        gap();
        line(Shown.all(text).stripTrailing());
        gap();
    }

    /** A line across the screen. */
    void rule(Ink ink) {
        gap();
        line(paint(ink, rule.repeat(screen.interactive() ? layout.columns() : 8)));
    }

    private String paint(Ink ink, String text) {
        return painted ? ink.paint(text) : text;
    }

    private void line(String text) {
        empty = text.isEmpty();
        pending.append(text).append('\n');
    }

    /** Writes what is due. */
    void flush() {
        if (!gone && !pending.isEmpty()) {
            screen.out().print(pending);
            gone = screen.out().checkError();
        }
        pending.setLength(0);
    }

    /** Whether nobody reads any more. */
    boolean gone() {
        return gone;
    }
}
