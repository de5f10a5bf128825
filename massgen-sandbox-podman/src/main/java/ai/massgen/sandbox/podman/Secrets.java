package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Podman's own store of secrets, which a container's file is filled from. A secret is there only while its container is
 * created: Podman copies it then.
 */
record Secrets(Libpod libpod) {
    private static final String PREFIX = "massgen-secret-";

    /** Nothing needs one this long, whatever the clocks of two machines say. */
    private static final Duration STALE = Duration.ofHours(1);

    /** Stores bytes; gives the name. */
    String create(String container, byte[] bytes) throws InterruptedException {
        String name = PREFIX + UUID.randomUUID();
        Answer answer = libpod.call(
                "handing secrets to container " + container,
                libpod.request("POST", "/secrets/create?name=" + name, bytes),
                libpod.timeout());
        if (!answer.succeeded()) {
            throw Libpod.answered(Kind.START_FAILED, "container " + container + ": storing its secrets", answer);
        }
        return name;
    }

    /** Removes one; it need not be there. */
    void remove(String name) throws InterruptedException {
        Answer answer =
                libpod.call("removing a secret", libpod.request("DELETE", "/secrets/" + name), libpod.timeout());
        if (!answer.succeeded() && !answer.missing()) {
            throw new SandboxException(
                    Kind.CLEANUP_FAILED,
                    "secret " + name + " could not be removed: " + answer.message()
                            + ". Remove it with: podman secret rm " + name);
        }
    }

    /** Removes those that a process left behind that ended in between. */
    void sweep(Instant now) throws InterruptedException {
        Answer answer = libpod.get("listing secrets", "/secrets/json");
        for (JsonNode secret : answer.body()) {
            String name = secret.at("/Spec/Name").asText();
            if (name.startsWith(PREFIX) && isStale(secret.path("CreatedAt").asText(), now)) {
                remove(name);
            }
        }
    }

    private static boolean isStale(String created, Instant now) {
        try {
            return Instant.parse(created).plus(STALE).isBefore(now);
        } catch (DateTimeException e) {
            return false;
        }
    }
}
