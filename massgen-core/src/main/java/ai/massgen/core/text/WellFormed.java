package ai.massgen.core.text;

/** Text that every encoder takes. Stateless. */
public final class WellFormed {
    private WellFormed() {}

    /**
     * Puts the replacement character in the place of halves of surrogate pairs, which are no characters: JSON can spell
     * them, and UTF-8 cannot, so one of them would spoil the whole message that it is part of.
     *
     * @param text any text
     * @return the text; the same object if there is nothing to replace
     */
    public static String of(String text) {
        boolean well = text.codePoints().noneMatch(WellFormed::isHalf);
        if (well) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(point -> isHalf(point) ? '\ufffd' : point).forEach(out::appendCodePoint);
        return out.toString();
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
