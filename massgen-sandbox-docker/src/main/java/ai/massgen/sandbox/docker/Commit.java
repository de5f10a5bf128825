package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.CommitSpec;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.toolkit.container.EngineRequest;
import ai.massgen.toolkit.container.ImageCommit;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Makes an image of what a container holds. */
final class Commit {
    /** The engine copies and hashes everything that was written. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int MAX_FILE = 1 << 20;

    private final EngineApi api;
    private final ContainerParts parts;
    private final CommitSpec spec;
    private final String doing;

    Commit(EngineApi api, ContainerParts parts, CommitSpec spec) {
        this.api = api;
        this.parts = parts;
        this.spec = spec;
        this.doing = "making image '" + spec.reference() + "' of container " + parts.name();
    }

    ImageId run() throws InterruptedException {
        requireProgram();
        byte[] body = body().toString().getBytes(StandardCharsets.UTF_8);
        EngineApi.JsonAnswer answer =
                api.send(doing, api.request("POST", ImageCommit.path(parts.id(), spec), body), PATIENCE);
        if (answer.status() != 201) {
            throw answered(
                    answer.status(), answer.body().path("message").asText("").strip());
        }
        return new ImageId(answer.body().path("Id").asText(), Optional.empty(), spec.reference());
    }

    /** What the engine does not see would not be in the image. */
    private void requireProgram() throws InterruptedException {
        EngineRequest look = api.request(
                "GET",
                "/containers/" + parts.id() + "/archive?path="
                        + EngineRequest.encoded(spec.entrypoint().getFirst()));
        try {
            int status = api.http().call(look, api.startTimeout(), MAX_FILE).status();
            if (status != 200) {
                throw parts.exit().await(Duration.ZERO).isPresent()
                        ? answered(404, "the container has ended")
                        : ImageCommit.unseen("Docker", parts.name(), spec);
            }
        } catch (IOException e) {
            throw api.unavailable(doing, e);
        }
    }

    private JsonNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("User", spec.user().uid() + ":" + spec.user().gid());
        ArrayNode environment = body.putArray("Env");
        new TreeMap<>(spec.environment()).forEach((name, value) -> environment.add(name + "=" + value));
        body.set("Entrypoint", new ObjectMapper().valueToTree(spec.entrypoint()));
        ObjectNode labels = body.putObject("Labels");
        ImageCommit.labels(spec, List.of(ContainerPlan.START_LABEL, ContainerPlan.GUARD_LABEL))
                .forEach(labels::put);
        return body;
    }

    private SandboxException answered(int status, String message) {
        return new SandboxException(
                status == 404 ? Kind.LOST : Kind.BUILD_FAILED, doing + ": Docker answered " + status + ": " + message);
    }
}
