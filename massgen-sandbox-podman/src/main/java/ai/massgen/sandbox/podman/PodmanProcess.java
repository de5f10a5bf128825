package ai.massgen.sandbox.podman;

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
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A running container. */
final class PodmanProcess implements SandboxProcess {
    private final Libpod libpod;
    private final ContainerParts parts;
    private final List<Evidence> evidence;
    private final InputStream stdout;

    PodmanProcess(Libpod libpod, ContainerParts parts, List<Evidence> evidence) {
        this.libpod = libpod;
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
            return parts.exit()
                    .await(timeout)
                    .map(code -> new ExitStatus(code, parts.exit().outOfMemory()));
        } catch (IOException e) {
            throw new SandboxException(
                    Kind.LOST,
                    "container " + parts.name() + ": the connection to Podman is lost, its end is unknown",
                    e);
        }
    }

    @Override
    public Optional<ResourceUsage> usage() throws InterruptedException {
        return Usage.of(libpod, parts);
    }

    @Override
    public ExecProcess exec(ExecSpec spec, Consumer<? super byte[]> stderr) throws InterruptedException {
        return new Execution(libpod, parts, spec, parts.secrets()).start(stderr);
    }

    @Override
    public ImageId commit(CommitSpec spec) throws InterruptedException {
        return new Commit(libpod, parts, spec).run();
    }

    @Override
    public void terminate() {
        try {
            Answer ignored = libpod.post(
                    "terminating container " + parts.name(), "/containers/" + parts.id() + "/kill?signal=TERM");
        } catch (SandboxException e) {
            // the service is gone, and nothing reaches the process; the close that follows will say so
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        parts.teardown().close();
    }
}
