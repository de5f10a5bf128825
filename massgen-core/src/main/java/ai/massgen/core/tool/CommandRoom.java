package ai.massgen.core.tool;

import ai.massgen.api.sandbox.ResourceUsage;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.command.CommandResult;
import ai.massgen.core.command.CommandRun;
import ai.massgen.core.command.CommandTool;
import ai.massgen.core.egress.EgressGate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A container that runs an agent's commands. Closing it ends all of them. Thread-safe. */
final class CommandRoom implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandRoom.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final ServerEnd known;
    private final Optional<EgressGate> gate;
    private final Optional<String> folder;
    private final int output;
    private final long born;
    private final ReentrantLock input = new ReentrantLock();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    /** Something in it can neither be ended nor be trusted to end. */
    private final AtomicBoolean spoilt = new AtomicBoolean();

    private volatile Optional<ResourceUsage> measured = Optional.empty();

    CommandRoom(ServerEnd known, Optional<EgressGate> gate, Optional<String> folder, int output, long born) {
        this.known = known;
        this.gate = gate;
        this.folder = folder;
        this.output = output;
        this.born = born;
    }

    private SandboxProcess process() {
        return known.process();
    }

    String id() {
        return process().id();
    }

    Duration age(long nanoTime) {
        return Duration.ofNanos(nanoTime - born);
    }

    /** What is known about its end. May block for a second. */
    String epitaph() {
        return spoilt.get() ? "a command in it could not be stopped" : known.epitaph();
    }

    /** Whether the next command needs another one. */
    boolean hasEnded() throws InterruptedException {
        try {
            return spoilt.get() || process().awaitExit(Duration.ZERO).isPresent();
        } catch (SandboxException e) {
            return true;
        }
    }

    CommandResult run(CommandTool.Asked asked) throws InterruptedException {
        CommandRun run = new CommandRun(process(), output);
        sent.addAndGet(asked.command().getBytes(StandardCharsets.UTF_8).length);
        try {
            CommandResult result = run.run(asked.command(), folder, asked.limit());
            if (!result.stopped()) {
                spoilt.set(true);
            }
            calls.incrementAndGet();
            received.addAndGet(run.received());
            tidy();
            return run.marked() || result.timedOut() ? result : checked(result);
        } catch (InterruptedException e) {
            if (!run.begun()) {
                spoilt.set(true);
            }
            throw e;
        }
    }

    /** A shell that was killed, perhaps with its container. */
    private CommandResult checked(CommandResult result) throws InterruptedException {
        if (process().awaitExit(LOOK).isPresent()) {
            throw new SandboxException(
                    SandboxException.Kind.LOST,
                    "the container of the command has ended (" + known.epitaph() + "), and all that ran in it");
        }
        return result;
    }

    /** Has the first process reap what jobs left behind. */
    private void tidy() {
        input.lock();
        try {
            OutputStream in = process().stdin();
            in.write('\n');
            in.flush();
        } catch (IOException e) {
            LOG.debug("the container {} takes no input: {}", id(), e.getMessage());
        } finally {
            input.unlock();
        }
    }

    /** What it has done and used; after its end, until its end. */
    ServerUsage usage() {
        return new ServerUsage(
                calls.get(),
                sent.get(),
                received.get(),
                measured.flatMap(ResourceUsage::cpu),
                measured.map(ResourceUsage::memoryPeak).orElse(OptionalLong.empty()));
    }

    @Override
    public void close() {
        try {
            measured = hasEnded() ? measured : process().usage();
        } catch (SandboxException e) {
            LOG.debug("cannot tell what the container {} has used: {}", id(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            gate.ifPresent(EgressGate::close);
            process().close();
        }
    }
}
