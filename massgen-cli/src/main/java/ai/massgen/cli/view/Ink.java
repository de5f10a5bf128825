package ai.massgen.cli.view;

/** How text looks where colours may be used. It never says anything that the words do not. */
enum Ink {
    PLAIN(""),
    FAINT("2"),
    STRONG("1"),
    WARNING("33"),
    FAILURE("31"),
    FIRST("1;36"),
    SECOND("1;35"),
    THIRD("1;34"),
    FOURTH("1;32"),
    FIFTH("1;96"),
    SIXTH("1;95");

    private static final Ink[] SPEAKERS = {FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH};

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    /** The ink of an agent: neighbours in the roster differ, red and yellow are kept for what goes wrong. */
    static Ink ofSpeaker(int place) {
        return SPEAKERS[Math.floorMod(place, SPEAKERS.length)];
    }

    String paint(String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
