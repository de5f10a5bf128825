package ai.massgen.backend.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Identifies everything said so far in a conversation: state that goes back is good after this beginning only. */
final class Beginning {
    private final MessageDigest said;

    Beginning() {
        try {
            said = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void note(JsonNode message) {
        said.update(message.toString().getBytes(StandardCharsets.UTF_8));
        said.update((byte) '\n');
    }

    /** 64 hexadecimal digits. */
    String digest() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) said.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
        }
    }
}
