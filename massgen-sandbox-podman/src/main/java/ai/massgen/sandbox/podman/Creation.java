package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.toolkit.container.Teardown;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Creates one container, with what it needs only for a moment: a file with a profile. */
final class Creation {
    private final PodmanEngine engine;
    private final Libpod libpod;
    private final Plan plan;
    private final ProcessSpec spec;
    private final Teardown teardown;

    Creation(PodmanEngine engine, Plan plan, Teardown teardown) {
        this.engine = engine;
        this.libpod = engine.libpod();
        this.plan = plan;
        this.spec = plan.spec();
        this.teardown = teardown;
    }

    /** Whether anybody still wants the container. */
    interface Check {
        void run() throws InterruptedException;
    }

    /** Creates it; gives its id. */
    String run(Check wanted) throws InterruptedException {
        Optional<ProfileFile> profile = spec.policy()
                .seccompProfile()
                .map(text -> ProfileFile.write(engine.context().privateDirectory(), text));
        profile.ifPresent(file -> teardown.last(file::delete));
        engine.guard().await();
        wanted.run();
        String id = create(CreateBody.of(plan, profile.map(ProfileFile::path), ProcessLimit.here()));
        teardown.first(() -> new Removal(libpod).remove(id));
        return id;
    }

    private String create(ObjectNode body) throws InterruptedException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        Answer answer;
        try {
            answer = libpod.call(
                    "creating container " + spec.name(),
                    libpod.request("POST", "/containers/create", bytes),
                    libpod.patience());
        } catch (SandboxException e) {
            teardown.first(() -> new Removal(libpod).removeMarked(plan.mark())); // it may exist without our knowing
            throw e;
        }
        if (!answer.succeeded()) {
            throw StartFailure.of(plan, answer);
        }
        return answer.body().path("Id").asText();
    }
}
