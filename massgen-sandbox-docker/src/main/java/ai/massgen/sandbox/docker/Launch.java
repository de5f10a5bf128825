package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.toolkit.container.AttachedStreams;
import ai.massgen.toolkit.container.Containers;
import ai.massgen.toolkit.container.EngineResponse;
import ai.massgen.toolkit.container.ImageFacts;
import ai.massgen.toolkit.container.MountCheck;
import ai.massgen.toolkit.container.SecretInput;
import ai.massgen.toolkit.container.Teardown;
import ai.massgen.toolkit.container.Verdict;
import ai.massgen.toolkit.io.Alarm;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes one container: create, compare, attach, start, observe. Runs on a thread that nobody interrupts, so that no request
 * is cut off with its outcome unknown; whoever gives up sets a flag that is looked at between the steps.
 */
final class Launch implements Containers.Making {
    private final DockerEngine engine;
    private final EngineApi api;
    private final ProcessSpec spec;
    private final Consumer<? super byte[]> stderr;
    private final Teardown teardown;
    private volatile boolean abandoned;

    Launch(DockerEngine engine, ProcessSpec spec, Consumer<? super byte[]> stderr, Teardown teardown) {
        this.engine = engine;
        this.api = engine.api();
        this.spec = spec;
        this.stderr = stderr;
        this.teardown = teardown;
    }

    @Override
    public void abandon() {
        abandoned = true;
    }

    @Override
    public DockerProcess run() throws InterruptedException {
        try {
            return make();
        } catch (SandboxException e) {
            if (e.kind() == Kind.ENGINE_UNAVAILABLE) {
                engine.forgetFacts();
            }
            throw e;
        }
    }

    private DockerProcess make() throws InterruptedException {
        ImageId wanted = spec.image()
                .orElseThrow(() -> new SandboxException(
                        Kind.REFUSED, "container " + spec.name() + ": Docker runs images, and none was given"));
        checkPlace();
        engine.guard().begin();
        EngineFacts facts = engine.facts();
        ImageFacts image = image(wanted);
        MountCheck sources = MountCheck.of(spec.mounts());
        SecretInput secrets = SecretInput.of(spec.secrets());
        ContainerPlan plan = plan(image, facts, secrets);
        String id = create(plan, facts);
        teardown.first(() -> new Removal(api).remove(id));
        JsonNode created = inspect(id);
        CreatedAsAsked.require(plan, created);
        List<Evidence> evidence = new ArrayList<>(RecordedEvidence.of(plan, facts, created));
        Verdict.on(spec.name(), evidence, spec.policy().demanded());
        sources.repeat();
        ContainerParts parts = connect(id, secrets);
        checkWanted();
        start(plan, facts, id);
        limitLifetime();
        evidence.addAll(AfterStart.observe(
                plan, facts, sources, parts, api, engine.context().privateDirectory()));
        Verdict.on(spec.name(), evidence, spec.policy().demanded());
        checkWanted();
        secrets.send(parts.streams().stdin()); // it is locked in now
        return new DockerProcess(api, parts, evidence);
    }

    /** What is mounted is of this machine: an engine elsewhere would take what has the same path there. */
    private void checkPlace() {
        if (!api.http().endpoint().local() && !spec.mounts().isEmpty()) {
            throw new SandboxException(
                    Kind.REFUSED,
                    "container " + spec.name() + ": Docker at " + api.http().endpoint()
                            + " is on another machine, so folders of this one cannot be handed over; leave them out,"
                            + " or run MassGen on that machine");
        }
    }

    private ContainerPlan plan(ImageFacts image, EngineFacts facts, SecretInput secrets) {
        return ContainerPlan.of(
                spec,
                image,
                facts,
                engine.config().runtime(),
                secrets,
                engine.guard().mark());
    }

    private void limitLifetime() {
        Alarm alarm = Alarm.after("massgen-docker-lifetime-" + spec.name(), spec.lifetime(), () -> {
            engine.context()
                    .warn("container " + spec.name() + " was removed: its lifetime of "
                            + spec.lifetime().toSeconds() + " s is over");
            teardown.close();
        });
        teardown.last(alarm::callOff);
    }

    private ImageFacts image(ImageId wanted) throws InterruptedException {
        try {
            return api.command(
                    "looking at image " + wanted.reference(),
                    client -> ImageAnswer.facts(
                            client.inspectImageCmd(wanted.id()).exec(), wanted.reference()));
        } catch (NotFoundException e) {
            throw new SandboxException(
                    Kind.IMAGE_MISSING,
                    "image " + wanted.reference() + " (" + wanted.id() + ") is gone from Docker",
                    e);
        } catch (DockerException e) {
            throw api.failures().answered(Kind.START_FAILED, "container " + spec.name(), e);
        }
    }

    private String create(ContainerPlan plan, EngineFacts facts) throws InterruptedException {
        engine.guard().await();
        checkWanted();
        try {
            return api.slowCommand(
                    "creating container " + spec.name(),
                    client -> CreateCommand.of(client, plan).exec().getId());
        } catch (DockerException e) {
            throw StartFailure.of(api.failures(), plan, facts, e);
        } catch (SandboxException e) {
            teardown.first(() -> new Removal(api).removeMarked(plan.mark())); // it may exist without our knowing its id
            throw e;
        }
    }

    private JsonNode inspect(String id) throws InterruptedException {
        EngineApi.JsonAnswer answer = api.get("looking at container " + spec.name(), "/containers/" + id + "/json");
        if (answer.status() != 200) {
            throw new SandboxException(
                    Kind.START_FAILED,
                    "container " + spec.name() + " can't be looked at before its start: Docker answered "
                            + answer.status());
        }
        return answer.body();
    }

    private ContainerParts connect(String id, SecretInput secrets) throws InterruptedException {
        EngineEvents.Marks marks = engine.events().watch(id);
        teardown.last(() -> engine.events().forget(id));
        AttachedStreams streams = attach(id);
        teardown.first(streams::close);
        EngineResponse wait = api.open(
                "waiting for container " + spec.name(),
                api.request("POST", "/containers/" + id + "/wait?condition=next-exit"));
        ExitWatch exit = new ExitWatch(wait);
        teardown.last(exit::closeAfterAnswer);
        if (wait.status() != 200) {
            throw new SandboxException(
                    Kind.START_FAILED, "container " + spec.name() + ": Docker does not wait for it: " + wait.status());
        }
        return new ContainerParts(id, spec.name(), streams, exit, secrets, marks, teardown);
    }

    private AttachedStreams attach(String id) throws InterruptedException {
        String path = "/containers/" + id + "/attach?stream=1&stdin=1&stdout=1&stderr=1";
        try {
            return AttachedStreams.open(api.http(), api.request("POST", path), stderr, api.timeout());
        } catch (AttachedStreams.RefusedException e) {
            throw new SandboxException(Kind.START_FAILED, "container " + spec.name() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw api.unavailable("attaching to container " + spec.name(), e);
        }
    }

    private void start(ContainerPlan plan, EngineFacts facts, String id) throws InterruptedException {
        try {
            api.slowCommand("starting container " + spec.name(), client -> {
                client.startContainerCmd(id).exec();
                return id;
            });
        } catch (DockerException e) {
            throw StartFailure.of(api.failures(), plan, facts, e);
        }
    }

    private void checkWanted() throws InterruptedException {
        if (abandoned) {
            throw new InterruptedException("the start of container " + spec.name() + " was given up");
        }
    }
}
