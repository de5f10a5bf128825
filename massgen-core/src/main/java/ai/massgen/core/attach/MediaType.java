package ai.massgen.core.attach;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Tells what a file is by its content: names lie. */
final class MediaType {
    static final String TEXT = "text/plain";
    static final String PDF = "application/pdf";

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

    private MediaType() {}

    /** The type; empty if it is none that models take. */
    static Optional<String> of(byte[] content) {
        if (starts(content, 0, PNG)) {
            return Optional.of("image/png");
        }
        if (starts(content, 0, JPEG)) {
            return Optional.of("image/jpeg");
        }
        if (starts(content, 0, "GIF87a") || starts(content, 0, "GIF89a")) {
            return Optional.of("image/gif");
        }
        if (starts(content, 0, "RIFF") && starts(content, 8, "WEBP")) {
            return Optional.of("image/webp");
        }
        if (starts(content, 0, "%PDF-")) {
            return Optional.of(PDF);
        }
        return text(content).map(text -> TEXT);
    }

    /** The text, if it is one: UTF-8 without control characters that no text has. */
    static Optional<String> text(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f')
                    ? Optional.empty()
                    : Optional.of(text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean starts(byte[] content, int at, String magic) {
        return starts(content, at, magic.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean starts(byte[] content, int at, byte[] magic) {
        return content.length >= at + magic.length
                && Arrays.equals(content, at, at + magic.length, magic, 0, magic.length);
    }
}
