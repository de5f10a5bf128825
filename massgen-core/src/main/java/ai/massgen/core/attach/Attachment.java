package ai.massgen.core.attach;

import ai.massgen.api.message.Part;
import ai.massgen.core.event.CallEvent;
import ai.massgen.core.prompt.Notices;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One thing that goes with a question.
 *
 * @param name its name for people and models
 * @param mediaType its media type
 * @param size how many bytes it has
 * @param sha256 the SHA-256 of its bytes, in hexadecimal digits
 * @param part what models are given
 * @param fileText the text of a text file as it is, without what the part says around it
 */
record Attachment(String name, String mediaType, long size, String sha256, Part part, Optional<String> fileText) {
    /** What is in a file; empty if it is nothing that models take. */
    static Optional<Attachment> ofFile(String name, byte[] content) {
        return MediaType.of(content).map(type -> file(name, type, content));
    }

    private static Attachment file(String name, String type, byte[] content) {
        return switch (type) {
            case MediaType.TEXT -> {
                String text = new String(content, StandardCharsets.UTF_8);
                yield of(name, type, content, new Part.Text(Notices.file(name, text)), Optional.of(text));
            }
            case MediaType.PDF -> of(name, type, content, new Part.Document(type, encoded(content), name));
            default -> of(name, type, content, new Part.Image(type, encoded(content)));
        };
    }

    /** What {@link #event} told, made again from its {@link #bytes}. */
    static Attachment again(CallEvent.QuestionAttached told, byte[] content, boolean file) {
        return file || !told.mediaType().equals(MediaType.TEXT)
                ? file(told.name(), told.mediaType(), content)
                : of(
                        told.name(),
                        told.mediaType(),
                        content,
                        new Part.Text(new String(content, StandardCharsets.UTF_8)));
    }

    /** A part that a program made. */
    static Attachment ofPart(Part part, int number) {
        return switch (part) {
            case Part.Text text ->
                of("text " + number, MediaType.TEXT, text.text().getBytes(StandardCharsets.UTF_8), part);
            case Part.Image image -> of("image " + number, image.mediaType(), decoded(image.base64()), part);
            case Part.Document document -> of(document.name(), document.mediaType(), decoded(document.base64()), part);
        };
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw AttachmentException.unusable("a part of the question is not base64: " + e.getMessage(), e);
        }
    }

    private static String encoded(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }

    private static Attachment of(String name, String type, byte[] content, Part part) {
        return of(name, type, content, part, Optional.empty());
    }

    private static Attachment of(String name, String type, byte[] content, Part part, Optional<String> fileText) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return new Attachment(name, type, content.length, HexFormat.of().formatHex(hash), part, fileText);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Its content, of which {@link #sha256} is the hash. */
    byte[] bytes() {
        return switch (part) {
            case Part.Text text -> fileText.orElse(text.text()).getBytes(StandardCharsets.UTF_8);
            case Part.Image image -> decoded(image.base64());
            case Part.Document document -> decoded(document.base64());
        };
    }

    CallEvent.QuestionAttached event() {
        return new CallEvent.QuestionAttached(name, mediaType, size, sha256);
    }
}
