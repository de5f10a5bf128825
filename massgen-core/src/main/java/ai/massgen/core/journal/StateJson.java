package ai.massgen.core.journal;

import ai.massgen.api.Json;
import ai.massgen.core.protocol.Rules;
import ai.massgen.core.protocol.State;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** States of the protocol, and the rules, as JSON. The same state always gives the same text. Thread-safe. */
public final class StateJson {
    private static final int DIGITS = 16;
    private static final JsonMapper MAPPER = ProtocolJson.mapper();

    private StateJson() {}

    /**
     * Writes a state.
     *
     * @param state the state
     * @return a JSON object
     */
    public static Json write(State state) {
        return new Json(MAPPER.valueToTree(state).toString());
    }

    /**
     * Writes rules.
     *
     * @param rules the rules
     * @return a JSON object
     */
    public static Json write(Rules rules) {
        return new Json(MAPPER.valueToTree(rules).toString());
    }

    /**
     * Reads rules.
     *
     * @param json what {@link #write(Rules)} has written
     * @return the rules
     * @throws IllegalArgumentException if they are none
     */
    public static Rules rules(Json json) {
        try {
            return MAPPER.readValue(json.text(), Rules.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not rules of the protocol: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * A short name of a state: equal states have the same, others almost surely not.
     *
     * @param state the state
     * @return the first 16 hexadecimal digits of the SHA-256 of its JSON
     */
    public static String digest(State state) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(write(state).text().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
