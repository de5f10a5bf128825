package ai.massgen.sandbox.podman;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A complete answer of Podman.
 *
 * @param status the HTTP status
 * @param body the JSON, a missing node if there is none
 */
record Answer(int status, JsonNode body) {
    boolean succeeded() {
        return status / 100 == 2;
    }

    boolean missing() {
        return status == 404;
    }

    /** Podman's sentence about what went wrong. */
    String message() {
        String message = body.path("message").asText(body.path("cause").asText(""));
        return message.isBlank() ? "status " + status : message.strip();
    }
}
