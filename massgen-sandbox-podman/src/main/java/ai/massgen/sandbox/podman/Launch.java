package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.toolkit.container.AttachedStreams;
import ai.massgen.toolkit.container.Containers;
import ai.massgen.toolkit.container.ImageFacts;
import ai.massgen.toolkit.container.KernelFiles;
import ai.massgen.toolkit.container.MemoryKills;
import ai.massgen.toolkit.container.MountCheck;
import ai.massgen.toolkit.container.SecretInput;
import ai.massgen.toolkit.container.Teardown;
import ai.massgen.toolkit.container.Verdict;
import ai.massgen.toolkit.io.Alarm;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes one container: create, compare, prepare, observe, attach, start. Podman can prepare a container completely, with
 * its limits, mounts and namespaces, before anything of the server runs; so that is when it is looked at. Runs on a thread
 * that nobody interrupts, so that no request is cut off with its outcome unknown; whoever gives up sets a flag that is
 * looked at between the steps.
 */
final class Launch implements Containers.Making {
    private final PodmanEngine engine;
    private final Libpod libpod;
    private final ProcessSpec spec;
    private final Consumer<? super byte[]> stderr;
    private final Teardown teardown;
    private volatile boolean abandoned;

    Launch(PodmanEngine engine, ProcessSpec spec, Consumer<? super byte[]> stderr, Teardown teardown) {
        this.engine = engine;
        this.libpod = engine.libpod();
        this.spec = spec;
        this.stderr = stderr;
        this.teardown = teardown;
    }

    @Override
    public void abandon() {
        abandoned = true;
    }

    @Override
    public PodmanProcess run() throws InterruptedException {
        try {
            return make();
        } catch (SandboxException e) {
            if (e.kind() == Kind.ENGINE_UNAVAILABLE) {
                engine.forgetFacts();
            }
            throw e;
        }
    }

    private PodmanProcess make() throws InterruptedException {
        ImageId wanted = spec.image()
                .orElseThrow(() -> new SandboxException(
                        Kind.REFUSED, "container " + spec.name() + ": Podman runs images, and none was given"));
        engine.guard().begin();
        PodmanFacts facts = engine.facts();
        ImageFacts image = image(wanted);
        MountCheck sources = MountCheck.of(spec.mounts());
        SecretInput secrets = SecretInput.of(spec.secrets());
        Plan plan = Plan.of(spec, image, facts, secrets, engine.guard().mark());
        String id = new Creation(engine, plan, teardown).run(this::checkWanted);
        JsonNode created = inspect(id);
        CreatedAsAsked.require(plan, created);
        List<Evidence> evidence = new ArrayList<>(RecordedEvidence.of(plan, facts, created));
        judge(evidence);
        sources.repeat();
        step(plan, "preparing", "/init", id);
        Prepared prepared = new Prepared(plan, facts, sources, id, inspect(id));
        evidence.addAll(prepared.evidence());
        judge(evidence);
        ContainerParts parts = connect(id, secrets, prepared.kernel());
        checkWanted();
        step(plan, "starting", "/start", id);
        limitLifetime();
        evidence.addAll(inside(prepared, parts));
        judge(evidence);
        Verdict.complete(spec.name(), evidence, spec.policy().demanded());
        checkWanted();
        secrets.send(parts.streams().stdin()); // it is locked in now
        return new PodmanProcess(libpod, parts, evidence);
    }

    /** No secret is handed to a program in a container that is not known to be locked in. */
    private List<Evidence> inside(Prepared prepared, ContainerParts parts) throws InterruptedException {
        return prepared.afterStart(
                asked -> new Execution(libpod, parts, asked, SecretInput.NONE).start(bytes -> {}),
                engine.context().privateDirectory());
    }

    private void judge(List<Evidence> evidence) {
        Verdict.on(spec.name(), evidence, spec.policy().demanded());
    }

    private void limitLifetime() {
        Alarm alarm = Alarm.after("massgen-podman-lifetime-" + spec.name(), spec.lifetime(), () -> {
            engine.context()
                    .warn("container " + spec.name() + " was removed: its lifetime of "
                            + spec.lifetime().toSeconds() + " s is over");
            teardown.close();
        });
        teardown.last(alarm::callOff);
    }

    private ImageFacts image(ImageId wanted) throws InterruptedException {
        return ImageAnswer.find(libpod, wanted.id(), wanted.reference())
                .orElseThrow(() -> new SandboxException(
                        Kind.IMAGE_MISSING,
                        "image " + wanted.reference() + " (" + wanted.id() + ") is gone from Podman"));
    }

    private JsonNode inspect(String id) throws InterruptedException {
        Answer answer = libpod.get("looking at container " + spec.name(), "/containers/" + id + "/json");
        if (!answer.succeeded()) {
            throw Libpod.answered(Kind.START_FAILED, "container " + spec.name() + " before its start", answer);
        }
        return answer.body();
    }

    private void step(Plan plan, String doing, String action, String id) throws InterruptedException {
        checkWanted();
        Answer answer = libpod.call(
                doing + " container " + spec.name(),
                libpod.request("POST", "/containers/" + id + action),
                libpod.patience());
        if (!answer.succeeded()) {
            throw StartFailure.of(plan, answer);
        }
    }

    private ContainerParts connect(String id, SecretInput secrets, KernelFiles kernel) throws InterruptedException {
        AttachedStreams streams = attach(id);
        teardown.first(streams::close);
        ExitWatch exit = ExitWatch.begin(libpod, id, spec.name(), MemoryKills.of(kernel));
        teardown.first(() -> {
            streams.close(); // Podman does not see the end of a process whose output waits for a reader
            exit.kill();
        });
        teardown.last(exit::close);
        return new ContainerParts(id, spec.name(), streams, exit, secrets, kernel, teardown);
    }

    private AttachedStreams attach(String id) throws InterruptedException {
        String doing = "attaching to container " + spec.name();
        Link link = libpod.upgrade(
                doing,
                libpod.request("POST", "/containers/" + id + "/attach?stream=true&stdin=true&stdout=true&stderr=true"));
        if (link.status() == 101) {
            return new AttachedStreams(link, stderr);
        }
        try (link) {
            throw new SandboxException(
                    Kind.START_FAILED, doing + ": Podman answered " + link.status() + " instead of a connection");
        } catch (IOException e) {
            throw libpod.unavailable(doing, e);
        }
    }

    private void checkWanted() throws InterruptedException {
        if (abandoned) {
            throw new InterruptedException("the start of container " + spec.name() + " was given up");
        }
    }
}
