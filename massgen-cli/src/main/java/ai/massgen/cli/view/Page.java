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
    private final String thought;
    private final String mark;
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
                screen.interactive() && screen.out().charset().newEncoder().canEncode("│┊├─");
        this.bar = drawn ? "│" : "|";
        this.thought = drawn ? "┊" : ":";
        this.mark = drawn ? "├" : "*";
        this.rule = drawn ? "─" : "=";
    }

    Layout layout() {
        return layout;
    }

    /** Whether the last line was this agent's. */
    boolean hasFloor(Speaker speaker) {
        return floor.equals(speaker.alias());
    }

    /** What an agent says: rows that are safe and fit. */
    void says(Speaker speaker, List<String> rows) {
        put(speaker, Ink.PLAIN, bar, bar, rows);
    }

    /** What an agent thinks: rows that are safe and fit. */
    void thinks(Speaker speaker, List<String> rows) {
        put(speaker, Ink.FAINT, thought, thought, rows);
    }

    /** What an agent does. The mark tells it from what an agent merely says it does. */
    void does(Speaker speaker, List<Paragraph> paragraphs) {
        paragraphs.forEach(paragraph ->
                put(speaker, paragraph.ink(), paragraph.indent() == 0 ? mark : bar, bar, broken(paragraph)));
    }

    private void put(Speaker speaker, Ink ink, String first, String further, List<String> rows) {
        boolean heading = screen.interactive() && !hasFloor(speaker);
        List<String> shown = heading ? rows.stream().dropWhile(String::isEmpty).toList() : rows;
        if (shown.isEmpty()) {
            return;
        }
        if (heading) {
            gap();
            head(speaker);
        }
        floor = speaker.alias();
        String before = first;
        for (String row : shown) {
            String left = screen.interactive() ? paint(speaker.ink(), before) : speaker.name() + " " + before;
            line(row.isEmpty() ? left : left + " " + paint(ink, row));
            before = further;
        }
    }

    private void head(Speaker speaker) {
        String model = speaker.model().isEmpty() ? "" : ", " + speaker.model();
        Wrap.rows(speaker.name() + model, layout.columns(), 0, 0).forEach(row -> line(paint(speaker.ink(), row)));
    }

    /** What an agent does by the way: not worth a heading of its own. */
    void aside(Speaker speaker, Paragraph paragraph) {
        if (screen.interactive() && !hasFloor(speaker)) {
            plain(List.of(Paragraph.of(paragraph.ink(), speaker.name() + ": " + paragraph.text())));
        } else {
            does(speaker, List.of(paragraph));
        }
    }

    /** What no agent does. */
    void plain(List<Paragraph> paragraphs) {
        if (screen.interactive() && !floor.equals(NOBODY)) {
            gap();
        }
        floor = NOBODY;
        paragraphs.forEach(paragraph -> broken(paragraph).forEach(row -> line(paint(paragraph.ink(), row))));
    }

    private List<String> broken(Paragraph paragraph) {
        int columns = layout.columns() - paragraph.indent();
        String indent = " ".repeat(paragraph.indent());
        List<String> rows = new ArrayList<>();
        for (String line : layout.text(paragraph.text()).split("\n", -1)) {
            int hang = Math.max(Wrap.hang(line, columns), paragraph.hang());
            String before = indent;
            for (String row : Wrap.rows(line, columns, 0, hang)) {
                rows.add(row.isEmpty() ? row : before + row);
                before = indent + " ".repeat(hang);
            }
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
        int room = layout.columns() - 3;
        List<String> rows = Wrap.rows(rule.repeat(2) + " " + Shown.name(title), room, 0, 0);
        rows.subList(0, rows.size() - 1).forEach(row -> line(paint(ink, row)));
        int rest = screen.interactive() ? room - Columns.of(rows.getLast()) : 0;
        line(paint(ink, rows.getLast() + " " + rule.repeat(2 + rest)));
    }

    /** Text that is neither broken nor marked, so that it can be copied, between empty lines. */
    void verbatim(String text) {
        gap();
        String shown = Shown.all(text);
        line(shown.endsWith("\n") ? shown.substring(0, shown.length() - 1) : shown);
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
