package ai.massgen.cli.view;

import java.util.ArrayList;
import java.util.List;

/**
 * What an agent says in one call while it is being said: pieces of any size go in, rows come out. Holds back the line that
 * is not yet complete, and of a long line only the last row. Used by one thread at a time.
 */
final class Passage {
    /** Of more empty lines in a row the rest is left out. */
    private static final int MOST_EMPTY = 20;

    private final Layout layout;
    private final StringBuilder line = new StringBuilder();
    private List<String> ready = new ArrayList<>();
    private int due;
    private String heldBack = "";
    private boolean continued;
    private int hang;
    private int worthBreaking;
    private int left;

    /**
     * Begins a passage.
     *
     * @param layout how rows are made
     * @param label stands before the text, may be empty
     * @param most how many characters of the text are shown
     */
    Passage(Layout layout, String label, int most) {
        this.layout = layout;
        this.left = most;
        this.worthBreaking = layout.columns();
        line.append(label);
    }

    void add(String piece) {
        show(whole(piece));
    }

    /** What is held back is shown too. */
    void end() {
        show(heldBack);
        heldBack = "";
        if (!line.isEmpty()) {
            endLine();
        }
    }

    /** How many rows can be taken. */
    int rows() {
        return due;
    }

    /** The rows that are ready, but no empty ones at the end: they are worth showing only if something follows. */
    List<String> take() {
        List<String> taken = ready.subList(0, due);
        ready = new ArrayList<>(ready.subList(due, ready.size()));
        due = 0;
        return taken;
    }

    /** Half a character or half a line end at the end of a piece waits for its other half. */
    private String whole(String piece) {
        String text = heldBack + piece;
        int end = text.length();
        boolean half = end > 0 && (text.charAt(end - 1) == '\r' || Character.isHighSurrogate(text.charAt(end - 1)));
        heldBack = half ? text.substring(end - 1) : "";
        return half ? text.substring(0, end - 1) : text;
    }

    private void show(String piece) {
        if (piece.isEmpty() || left < 0) {
            return;
        }
        String text = withinLimit(layout.text(piece));
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            line.append(text, start, end);
            endLine();
            start = end + 1;
        }
        line.append(text, start, text.length());
        if (line.length() > worthBreaking) {
            advance();
        }
    }

    private String withinLimit(String text) {
        left -= text.length();
        if (left >= 0) {
            return text;
        }
        int end = text.length() + left;
        return text.substring(0, Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end) + "…\n";
    }

    private void endLine() {
        broken().forEach(this::finish);
        continued = false;
        rest("");
    }

    /** Finishes the rows that are full. */
    private void advance() {
        List<String> rows = broken();
        boolean endless = rows.size() == 1 && line.length() > Layout.LONGEST_LINE;
        int full = endless ? 1 : rows.size() - 1;
        rows.subList(0, full).forEach(this::finish);
        rest(endless ? "" : rows.getLast());
        if (full == 0) {
            worthBreaking = Math.min(line.length() * 3 / 2, Layout.LONGEST_LINE);
        }
    }

    private List<String> broken() {
        if (!continued) {
            hang = Wrap.hang(line.toString(), layout.columns());
        }
        return Wrap.rows(line.toString(), layout.columns(), continued ? hang : 0, hang);
    }

    private void finish(String row) {
        boolean nothing = row.isEmpty();
        if (nothing && (continued || ready.size() - due >= MOST_EMPTY)) {
            return;
        }
        ready.add(continued ? " ".repeat(hang) + row : row);
        due = nothing ? due : ready.size();
        continued = true;
    }

    private void rest(String text) {
        line.setLength(0);
        line.append(text);
        worthBreaking = layout.columns() - hang;
    }
}
