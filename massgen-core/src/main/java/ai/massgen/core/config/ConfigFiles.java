package ai.massgen.core.config;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the files that a configuration consists of: small texts. */
public final class ConfigFiles {
    private static final int MOST_BYTES = 4 << 20;

    private ConfigFiles() {}

    /**
     * Reads a text.
     *
     * @param file the file
     * @return its content
     * @throws IOException if it does not exist, is no file, is larger than 4 MiB, or is not UTF-8
     */
    public static String read(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileNotFoundException("is not a file");
        }
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("is larger than 4MiB");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    /**
     * Says why a file could not be read, as it continues the file's name.
     *
     * @param failure what {@link #read} threw
     * @return for example {@code does not exist}
     */
    public static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException e -> "does not exist";
            case AccessDeniedException e -> "may not be read by you";
            case CharacterCodingException e -> "is not UTF-8 text";
            default -> Quote.sentence(String.valueOf(failure.getMessage()));
        };
    }
}
