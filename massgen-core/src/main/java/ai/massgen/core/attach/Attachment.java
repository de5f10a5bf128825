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
 */
record Attachment(String name, String mediaType, long size, String sha256, Part part) {
    /** What is in a file; empty if it is nothing that models take. */
    static Optional<Attachment> ofFile(String name, byte[] content) {
        return MediaType.of(content).map(type -> of(name, type, content, part(name, type, content)));
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
            throw new AttachmentException(
                    AttachmentException.Kind.UNUSABLE, "a part of the question is not base64: " + e.getMessage(), e);
        }
    }

    private static Part part(String name, String type, byte[] content) {
        return switch (type) {
            case MediaType.TEXT -> new Part.Text(Notices.file(name, new String(content, StandardCharsets.UTF_8)));
            case MediaType.PDF -> new Part.Document(type, Base64.getEncoder().encodeToString(content), name);
            default -> new Part.Image(type, Base64.getEncoder().encodeToString(content));
        };
    }

    private static Attachment of(String name, String type, byte[] content, Part part) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return new Attachment(name, type, content.length, HexFormat.of().formatHex(hash), part);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    CallEvent.QuestionAttached event() {
        return new CallEvent.QuestionAttached(name, mediaType, size, sha256);
    }
}
