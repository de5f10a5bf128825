package ai.massgen.core.pin;

import java.util.ArrayList;
import java.util.List;

/** The lines that differ between two texts, with two lines around them that do not. Stateless. */
final class LineDiff {
    private static final int AROUND = 2;
    /** Beyond so many pairs of lines the shortest difference is not looked for. */
    private static final long MOST_PAIRS = 250_000;

    private static final char SAME = ' ';

    private LineDiff() {}

    private record Line(char sign, String text) {}

    static List<String> of(List<String> before, List<String> after) {
        return withSurroundings(aligned(before, after));
    }

    private static List<Line> aligned(List<String> before, List<String> after) {
        List<Line> lines = new ArrayList<>();
        int[][] common = (long) before.size() * after.size() > MOST_PAIRS ? new int[0][0] : common(before, after);
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            boolean both = i < before.size() && j < after.size();
            if (both && before.get(i).equals(after.get(j))) {
                lines.add(new Line(SAME, before.get(i)));
                i++;
                j++;
            } else if (i < before.size() && (!both || common.length == 0 || common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new Line('-', before.get(i++)));
            } else {
                lines.add(new Line('+', after.get(j++)));
            }
        }
        return lines;
    }

    /** How many lines the texts have in common from line i of the one and line j of the other. */
    private static int[][] common(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private static List<String> withSurroundings(List<Line> lines) {
        List<String> shown = new ArrayList<>();
        int last = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (nearChange(lines, i)) {
                if (last < i - 1) {
                    shown.add("…");
                }
                shown.add(lines.get(i).sign() + " " + lines.get(i).text());
                last = i;
            }
        }
        return shown;
    }

    private static boolean nearChange(List<Line> lines, int at) {
        for (int i = Math.max(0, at - AROUND); i <= Math.min(lines.size() - 1, at + AROUND); i++) {
            if (lines.get(i).sign() != SAME) {
                return true;
            }
        }
        return false;
    }
}
