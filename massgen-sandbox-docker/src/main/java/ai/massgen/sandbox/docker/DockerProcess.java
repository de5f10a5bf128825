package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.CommitSpec;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ExecProcess;
import ai.massgen.api.sandbox.ExecSpec;
import ai.massgen.api.sandbox.ExitStatus;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ResourceUsage;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.toolkit.container.ProcessOutput;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A running container. */
final class DockerProcess implements SandboxProcess {
    private static final int KILLED = 137;
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final EngineApi api;
    private final ContainerParts parts;
    private final List<Evidence> evidence;
    private final InputStream stdout;

    DockerProcess(EngineApi api, ContainerParts parts, List<Evidence> evidence) {
        this.api = api;
        this.parts = parts;
        this.evidence = List.copyOf(evidence);
        this.stdout = new ProcessOutput(parts.streams(), parts.exit());
    }

    @Override
    public String id() {
        return parts.id();
    }

    @Override
    public OutputStream stdin() {
        return parts.streams().stdin();
    }

    @Override
    public InputStream stdout() {
        return stdout;
    }

    @Override
    public List<Evidence> evidence() {
        return evidence;
    }

    @Override
    public Optional<ExitStatus> awaitExit(Duration timeout) throws InterruptedException {
        try {
            Optional<Integer> code = parts.exit().await(timeout);
            return code.isEmpty() ? Optional.empty() : Optional.of(status(code.get()));
        } catch (IOException e) {
            throw new SandboxException(
                    Kind.LOST,
                    "container " + parts.name() + ": the connection to Docker is lost, its end is unknown",
                    e);
        }
    }

    /** A kill may be the kernel's for lack of memory, and the news of that may come after the exit code. */
    private ExitStatus status(int code) throws InterruptedException {
        EngineEvents.Marks marks = parts.marks();
        if (code == KILLED && !marks.outOfMemory()) {
            marks.awaitDestroyed(LAST_WORDS);
        }
        return new ExitStatus(code, marks.outOfMemory());
    }

    @Override
    public Optional<ResourceUsage> usage() throws InterruptedException {
        return Usage.of(api, parts);
    }

    @Override
    public ExecProcess exec(ExecSpec spec, Consumer<? super byte[]> stderr) throws InterruptedException {
        return new Execution(api, parts, spec, parts.secrets()).start(stderr);
    }

    @Override
    public ImageId commit(CommitSpec spec) throws InterruptedException {
        return new Commit(api, parts, spec).run();
    }

    @Override
    public void terminate() {
        try {
            api.command(
                    "terminating container " + parts.name(),
                    client -> client.killContainerCmd(parts.id())
                            .withSignal("TERM")
                            .exec());
        } catch (DockerException e) {
            // not running any more, or not there any more: that is what was wanted
        } catch (SandboxException e) {
            // the engine is gone, and nothing reaches the process; the close that follows will say so
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        parts.teardown().close();
    }
}
