package ai.massgen.sandbox.host;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.EngineReport;
import ai.massgen.api.sandbox.Evidence.Status;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageProgress;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.Leftover;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.api.sandbox.SweepFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** This machine, as if it were an engine. */
final class Host implements Sandbox {
    private final String path;
    private final SandboxContext context;
    private final Set<HostProcess> live = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Host(String path, SandboxContext context) {
        this.path = path;
        this.context = context;
    }

    @Override
    public EngineReport probe() {
        Map<Control, Status> controls = Arrays.stream(Control.values())
                .collect(Collectors.toMap(control -> control, c -> Status.NOT_AVAILABLE));
        return new EngineReport(
                "plain processes",
                System.getProperty("os.version", "unknown"),
                "none",
                "this machine",
                List.of("none"),
                false,
                controls,
                List.of("There is no isolation: a tool can do whatever the user of MassGen can do."));
    }

    @Override
    public ImageId prepare(ImageSource source, Consumer<? super ImageProgress> progress) {
        throw new SandboxException(
                Kind.REFUSED, "sandbox 'host' runs no images; give the tool a command, or choose another sandbox");
    }

    @Override
    public SandboxProcess start(ProcessSpec spec, Consumer<? super byte[]> stderr) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before process " + spec.name() + " was started");
        }
        if (closed) {
            throw closed(spec);
        }
        HostProcess process =
                Launch.run(spec, path, context, new HostProcess.Ears(stderr, context::warn, live::remove));
        live.add(process);
        if (closed) {
            process.close();
            throw closed(spec);
        }
        return process;
    }

    private static SandboxException closed(ProcessSpec spec) {
        return new SandboxException(Kind.LOST, "process " + spec.name() + ": the sandbox is closed");
    }

    /** Finds nothing: a plain process carries no labels. */
    @Override
    public List<Leftover> sweep(SweepFilter filter) {
        return List.of();
    }

    @Override
    public void close() {
        closed = true;
        live.forEach(HostProcess::begin);
        List.copyOf(live).forEach(HostProcess::close);
    }
}
