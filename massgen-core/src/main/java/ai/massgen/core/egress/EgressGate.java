package ai.massgen.core.egress;

import ai.massgen.api.sandbox.ExecProcess;
import ai.massgen.api.sandbox.ExecSpec;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.http.Dialer;
import ai.massgen.core.task.Task;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The way out of one container that has no network: a small forwarder in it listens where the server's proxy variables
 * point, and this JVM decides about each connection and makes it. Closing the gate ends all connections. Thread-safe.
 */
public final class EgressGate implements AutoCloseable {
    private static final List<Program> PROGRAMS =
            List.of(new Program("node", "-e", "js"), new Program("python3", "-c", "py"));
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final ExecProcess forwarder;
    private final Tunnel tunnel;
    private final EgressAudit audit;
    private final Task reader;
    private volatile boolean closed;

    /** What can run a forwarder. */
    private record Program(String name, String option, String language) {
        List<String> command() {
            String script = "forwarder." + language;
            try (InputStream in = EgressGate.class.getResourceAsStream(script)) {
                String text = new String(Objects.requireNonNull(in, script).readAllBytes(), StandardCharsets.UTF_8);
                return List.of(name, option, text);
            } catch (IOException e) {
                throw new IllegalStateException("cannot read " + script, e);
            }
        }
    }

    private EgressGate(
            ExecProcess forwarder, EgressDialer dialer, EgressAudit audit, Consumer<String> lost, Duration patience)
            throws IOException, InterruptedException {
        this.forwarder = forwarder;
        this.audit = audit;
        this.tunnel = new Tunnel(
                new BufferedInputStream(forwarder.stdout(), 32 << 10),
                forwarder.stdin(),
                stream -> serve(stream, dialer, audit));
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        this.reader = Task.start("massgen-egress", () -> read(ready, lost));
        await(ready, patience);
    }

    private static void serve(TunnelStream stream, EgressDialer dialer, EgressAudit audit) {
        Task ignored = Task.start("massgen-egress-" + stream.id(), new ProxyConnection(stream, dialer, audit)::run);
    }

    /**
     * Opens the way out of a container and waits until it can be used.
     *
     * @param process the server, in a container without network
     * @param list what it may reach
     * @param resolver finds addresses
     * @param audit is told of each connection
     * @param stderr receives what the forwarder writes to its standard error
     * @param lost is told once, and why, if the way is lost before the gate is closed; what runs in the container is not
     *     what it was then
     * @param patience how long that may take
     * @return the open gate
     * @throws EgressException if nothing in the container can run a forwarder, or it does not listen
     * @throws SandboxException if the container or its engine is gone
     * @throws InterruptedException if the thread is interrupted
     */
    public static EgressGate open(
            SandboxProcess process,
            EgressList list,
            Dialer.Resolver resolver,
            EgressAudit audit,
            Consumer<? super byte[]> stderr,
            Consumer<String> lost,
            Duration patience)
            throws InterruptedException {
        EgressDialer dialer = new EgressDialer(list, resolver);
        long end = System.nanoTime() + patience.toNanos();
        for (Program program : PROGRAMS) {
            Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
            Optional<EgressGate> gate = attempt(process, program, dialer, audit, stderr, lost, left);
            if (gate.isPresent()) {
                return gate.get();
            }
        }
        throw new EgressException(
                "policy.egress needs node or python3 in the image, for the program that forwards connections, and neither"
                        + " does that here; use an image with one of them, or leave egress out",
                null);
    }

    private static Optional<EgressGate> attempt(
            SandboxProcess process,
            Program program,
            EgressDialer dialer,
            EgressAudit audit,
            Consumer<? super byte[]> stderr,
            Consumer<String> lost,
            Duration patience)
            throws InterruptedException {
        ExecProcess forwarder;
        try {
            forwarder = process.exec(ExecSpec.of(program.command()), stderr);
        } catch (SandboxException e) {
            if (e.kind() == Kind.START_FAILED) {
                return Optional.empty();
            }
            throw e;
        }
        boolean open = false;
        try {
            EgressGate gate = new EgressGate(forwarder, dialer, audit, lost, patience);
            open = true;
            return Optional.of(gate);
        } catch (IOException e) {
            return Optional.empty();
        } finally {
            if (!open) {
                forwarder.close();
            }
        }
    }

    private void read(CompletableFuture<Boolean> ready, Consumer<String> lost) {
        String why = "it ended";
        try {
            tunnel.awaitReady();
            ready.complete(true);
            tunnel.run();
        } catch (IOException e) {
            why = e.getMessage() == null ? "it ended" : e.getMessage();
        }
        if (!ready.completeExceptionally(new IOException(why)) && !closed) {
            closed = true;
            forwarder.close();
            lost.accept(why);
        }
    }

    private static void await(CompletableFuture<Boolean> ready, Duration patience)
            throws IOException, InterruptedException {
        try {
            boolean ignored = ready.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new EgressException(
                    "the program that forwards connections for policy.egress did not listen within "
                            + patience.toMillis() + " ms; raise timeouts.start",
                    e);
        }
    }

    /** Ends all connections and tells of those that were not told. Idempotent, bounded, throws nothing. */
    @Override
    public void close() {
        closed = true;
        forwarder.close();
        boolean ignored = reader.await(STOP_LIMIT);
        audit.tellRest();
    }
}
