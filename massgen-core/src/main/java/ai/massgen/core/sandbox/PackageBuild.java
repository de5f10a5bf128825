package ai.massgen.core.sandbox;

import ai.massgen.api.sandbox.ExitStatus;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.event.EventSink;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.plan.ConfiguredSandbox;
import ai.massgen.core.plan.PackageRecipe;
import ai.massgen.core.task.Task;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes the image of a package ready: looks for it, else installs the package in a container of the base image and makes an
 * image of that container. The container is removed whatever happens; an image is there as a whole or not at all.
 */
final class PackageBuild {
    /** What the script writes once everything is in its place. Then it waits. */
    private static final byte[] DONE = "built\n".getBytes(StandardCharsets.UTF_8);

    /** Making the image comes after the time for the installation. */
    private static final Duration AFTER = Duration.ofMinutes(10);

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Sandboxes sandboxes;
    private final ConfiguredSandbox<?> engine;
    private final PackageRecipe recipe;
    private final EventSink events;

    PackageBuild(Sandboxes sandboxes, ConfiguredSandbox<?> engine, PackageRecipe recipe, EventSink events) {
        this.sandboxes = sandboxes;
        this.engine = engine;
        this.recipe = recipe;
        this.events = events;
    }

    ImageId prepare() throws InterruptedException {
        PackageImage image = new PackageImage(recipe, sandboxes.prepare(engine, recipe.base()));
        Optional<ImageId> there = find(image);
        return there.isPresent() ? there.get() : build(image);
    }

    private Optional<ImageId> find(PackageImage image) throws InterruptedException {
        try {
            return Optional.of(sandboxes.open(engine).prepare(image.source(), progress -> {}));
        } catch (SandboxException e) {
            if (e.kind() == Kind.IMAGE_MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private ImageId build(PackageImage image) throws InterruptedException {
        events.publish(new SessionEvent.Note("Building the image of " + recipe.words() + " on "
                + recipe.base().reference() + ". That is done once."));
        StderrTail stderr = new StderrTail();
        try (SandboxProcess process = sandboxes.start(engine, spec(image), stderr)) {
            if (!installed(process)) {
                throw failure(process.awaitExit(LAST_WORDS), stderr);
            }
            return process.commit(image.commit());
        }
    }

    private ProcessSpec spec(PackageImage image) {
        Duration lifetime = recipe.timeout().plus(AFTER);
        return ProcessSpec.builder("massgen-build-" + recipe.kind().word() + "-" + UUID.randomUUID())
                .image(image.base())
                .command(image.command())
                .labels(Map.of(
                        SandboxLabels.OWNER,
                        sandboxes.owner().label(),
                        SandboxLabels.EXPIRES,
                        Long.toString(sandboxes.expiry(lifetime).getEpochSecond())))
                .policy(image.policy())
                .lifetime(lifetime)
                .build();
    }

    /** Whether everything is in its place; if not, the process ends. */
    private boolean installed(SandboxProcess process) throws InterruptedException {
        FutureTask<Boolean> talk = new FutureTask<>(() -> talk(process));
        Task.start("massgen-build-" + recipe.name(), talk);
        try {
            return talk.get(recipe.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SandboxException(
                    Kind.BUILD_FAILED,
                    subject() + "it takes longer than " + recipe.timeout().toSeconds()
                            + " s; raise sandbox.build.timeout if that is how long it takes",
                    e);
        } catch (ExecutionException e) {
            return false; // the streams are gone, so its end tells more
        }
    }

    private boolean talk(SandboxProcess process) throws IOException {
        if (recipe.authorities().isPresent()) {
            OutputStream stdin = process.stdin();
            stdin.write(recipe.authorities().get().getBytes(StandardCharsets.UTF_8));
            stdin.flush();
        }
        return Arrays.equals(process.stdout().readNBytes(DONE.length), DONE);
    }

    private SandboxException failure(Optional<ExitStatus> exit, StderrTail stderr) {
        String how = exit.map(status ->
                        status.outOfMemory() ? "it ran out of memory" : "it ended with exit code " + status.code())
                .orElse("it does not do what it should");
        return new SandboxException(
                Kind.BUILD_FAILED,
                subject() + how + ". " + BuildAdvice.of(stderr.text(), recipe.kind()) + stderr.lastLines());
    }

    private String subject() {
        return recipe.words() + " could not be installed on " + recipe.base().reference() + ": ";
    }
}
