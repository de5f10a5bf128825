package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.AddedCapability;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.testkit.sandbox.TestPolicy;
import ai.massgen.toolkit.container.ImageFacts;
import ai.massgen.toolkit.container.SecretInput;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A plan, and what a real Podman (4.3.1) said about a container that it had created from this plan. */
final class Fixture {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final String IMAGE = "sha256:a8ed8290a3534bb722bdb8e6142e843d51d827b8849c042ebb16ddf531940aec";

    private Fixture() {}

    static Plan plan() {
        return plan(TestPolicy.locked().capabilities(AddedCapability.NET_BIND_SERVICE));
    }

    static Plan plan(TestPolicy policy) {
        return plan(policy, facts());
    }

    static Plan plan(TestPolicy policy, PodmanFacts facts) {
        ProcessSpec spec = ProcessSpec.builder("fixture")
                .image(new ImageId(IMAGE, Optional.empty(), "busybox"))
                .command(List.of("cat", "-"))
                .environment(Map.of("A", "b"))
                .workingDirectory("/tmp")
                .mounts(List.of(new Mount(Path.of("/srv/data"), "/data", Mount.Access.READ_ONLY)))
                .labels(Map.of("ai.massgen.owner", "test"))
                .policy(policy.build())
                .build();
        ImageFacts image = new ImageFacts(IMAGE, "busybox", List.of(), "", List.of(), List.of());
        return Plan.of(spec, image, facts, SecretInput.of(spec.secrets()), "guard");
    }

    /** What Podman says about a container of this plan. */
    static ObjectNode inspect(Plan plan) {
        ObjectNode inspect = (ObjectNode) resource("inspect.json");
        plan.labels().forEach((name, value) -> ((ObjectNode) inspect.at("/Config/Labels")).put(name, value));
        return inspect;
    }

    static JsonNode resource(String name) {
        try (InputStream in = Fixture.class.getResourceAsStream(name)) {
            return JSON.readTree(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a value, or adds a field; {@code json} is JSON. */
    static void put(JsonNode root, String pointer, String json) {
        int last = pointer.lastIndexOf('/');
        JsonNode parent = root.at(pointer.substring(0, last));
        String name = pointer.substring(last + 1).replace("~1", "/");
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), json(json));
        } else {
            ((ObjectNode) parent).set(name, json(json));
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A Podman of root with everything but AppArmor and SELinux. */
    static PodmanFacts facts() {
        return facts(info());
    }

    static ObjectNode info() {
        return (ObjectNode) json("""
                {"host":{"cgroupVersion":"v1","cgroupControllers":["cpuset","cpu","memory","pids"],
                  "idMappings":{"gidmap":null,"uidmap":null},
                  "ociRuntime":{"name":"runc","version":"runc version 1.1.5+ds1\\ncommit: 1.1.5"},
                  "security":{"apparmorEnabled":false,"rootless":false,"seccompEnabled":true,"selinuxEnabled":false}},
                 "version":{"APIVersion":"4.3.1","Version":"4.3.1"}}""");
    }

    static PodmanFacts facts(JsonNode info) {
        return PodmanFacts.of(info);
    }

    /** Without root, as user 1000, on a machine where users may set no limits. */
    static ObjectNode rootless() {
        ObjectNode info = info();
        put(info, "/host/security/rootless", "true");
        put(info, "/host/cgroupControllers", "[]");
        put(info, "/host/idMappings/uidmap", """
                [{"container_id":0,"host_id":1000,"size":1},{"container_id":1,"host_id":100000,"size":65536}]""");
        return info;
    }
}
