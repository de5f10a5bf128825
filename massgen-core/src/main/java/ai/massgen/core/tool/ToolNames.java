package ai.massgen.core.tool;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names tools as models see them: {@code server__tool}, of the characters and the length that every provider takes. A name
 * that had to be changed ends in 8 hexadecimal digits of its SHA-256, so that two such names do not become one.
 */
final class ToolNames {
    private static final int LONGEST = 64;
    private static final int DIGITS = 8;

    private ToolNames() {}

    static String of(String server, String tool) {
        String whole = server + "__" + tool;
        String allowed = whole.replaceAll("[^a-zA-Z0-9_-]", "_");
        if (allowed.equals(whole) && whole.length() <= LONGEST) {
            return whole;
        }
        String kept = allowed.substring(0, Math.min(allowed.length(), LONGEST - DIGITS - 1));
        return kept + "_" + digest(whole).substring(0, DIGITS);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
