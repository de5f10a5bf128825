package ai.massgen.sandbox.docker;

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

/** A plan, and what a real engine (20.10) said about a container that it had created from this plan. */
final class Fixture {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final String IMAGE = "sha256:a8ed8290a3534bb722bdb8e6142e843d51d827b8849c042ebb16ddf531940aec";

    private Fixture() {}

    static ContainerPlan plan() {
        return plan(TestPolicy.locked()
                .capabilities(AddedCapability.NET_BIND_SERVICE)
                .seccomp("{\"defaultAction\":\"SCMP_ACT_ALLOW\"}"));
    }

    static ContainerPlan plan(TestPolicy policy) {
        return plan(policy, "");
    }

    /** With an image that names a user. */
    static ContainerPlan plan(TestPolicy policy, String imageUser) {
        return plan(policy, imageUser, List.of(new Mount(Path.of("/srv/data"), "/data", Mount.Access.READ_ONLY)));
    }

    static ContainerPlan plan(TestPolicy policy, List<Mount> mounts) {
        return plan(policy, "", mounts);
    }

    private static ContainerPlan plan(TestPolicy policy, String imageUser, List<Mount> mounts) {
        ProcessSpec spec = ProcessSpec.builder("fixture")
                .image(new ImageId(IMAGE, Optional.empty(), "busybox"))
                .command(List.of("cat", "-"))
                .environment(Map.of("A", "b"))
                .workingDirectory("/tmp")
                .mounts(mounts)
                .labels(Map.of("ai.massgen.owner", "test"))
                .policy(policy.build())
                .build();
        ImageFacts image = new ImageFacts(IMAGE, "busybox", List.of(), imageUser, List.of(), List.of());
        return ContainerPlan.of(spec, image, facts(), Optional.empty(), SecretInput.of(spec.secrets()), "guard");
    }

    /** What the engine says about a container of this plan. */
    static ObjectNode inspect(ContainerPlan plan) {
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

    /** An engine with everything but AppArmor and SELinux. */
    static EngineFacts facts() {
        return facts("""
                {"ServerVersion":"20.10.24+dfsg1","DefaultRuntime":"runc","OperatingSystem":"Debian",
                 "Runtimes":{"runc":{"path":"runc"},"runsc":{"path":"/opt/massgen-runsc"}},
                 "MemoryLimit":true,"SwapLimit":true,"CpuCfsQuota":true,"CpuCfsPeriod":true,"PidsLimit":true,
                 "SecurityOptions":["name=seccomp,profile=default"]}""");
    }

    static EngineFacts facts(String info) {
        return EngineFacts.of(
                json(info), json("{\"Components\":[{\"Name\":\"runc\",\"Version\":\"1.1.5+ds1-1+deb12u1\"}]}"));
    }
}
