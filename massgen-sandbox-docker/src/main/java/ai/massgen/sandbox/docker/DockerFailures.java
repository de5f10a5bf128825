package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.toolkit.container.EngineAddress;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.net.SocketTimeoutException;

/** Turns what Docker and the connection to it say into what happened and what to do. */
record DockerFailures(EngineAddress address) {
    private static final ObjectMapper JSON = new ObjectMapper();

    SandboxException unavailable(String doing, IOException e) {
        String why = e instanceof SocketTimeoutException ? e.getMessage() : reason(e);
        return new SandboxException(
                Kind.ENGINE_UNAVAILABLE,
                "Docker at " + address.endpoint() + " is not available while " + doing + ": " + why + ". "
                        + address.advice(),
                e);
    }

    SandboxException answered(Kind kind, String doing, DockerException e) {
        return new SandboxException(
                kind,
                doing + ": Docker answered " + e.getHttpStatus() + ": " + message(String.valueOf(e.getMessage())),
                e);
    }

    /** The sentence in Docker's error bodies, which docker-java prefixes with {@code Status 404: }. */
    static String message(String body) {
        String json = body.replaceFirst("^Status \\d+: ", "").strip();
        try {
            JsonNode message = JSON.readTree(json).path("message");
            return message.isTextual() ? message.textValue().strip() : json;
        } catch (JsonProcessingException e) {
            return json;
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
