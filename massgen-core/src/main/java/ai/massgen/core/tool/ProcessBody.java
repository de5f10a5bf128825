package ai.massgen.core.tool;

import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ResourceUsage;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.egress.EgressGate;
import ai.massgen.core.mcp.McpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that is a process in a sandbox.
 *
 * @param place the name of the sandbox
 * @param image the image it runs, if it does
 * @param known what is known about its end
 * @param gate its way out, if it has one
 */
record ProcessBody(String place, Optional<ImageId> image, ServerEnd known, Optional<EgressGate> gate)
        implements ServerBody {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessBody.class);
    private static final Duration AFTER_END_OF_INPUT = Duration.ofMillis(500);
    private static final Duration AFTER_TERMINATE = Duration.ofSeconds(2);

    private SandboxProcess process() {
        return known.process();
    }

    @Override
    public String id() {
        return process().id();
    }

    @Override
    public List<Evidence> evidence() {
        return process().evidence();
    }

    @Override
    public String epitaph(McpClient client) {
        return known.epitaph();
    }

    @Override
    public Optional<ResourceUsage> usage() throws InterruptedException {
        return process().usage();
    }

    @Override
    public void drop() {
        gate.ifPresent(EgressGate::close);
        process().close();
    }

    @Override
    public void end(McpClient client) {
        gate.ifPresent(EgressGate::close);
        try {
            if (!endsWithin(AFTER_END_OF_INPUT)) {
                process().terminate();
                if (!endsWithin(AFTER_TERMINATE)) {
                    LOG.info("tool server process {} takes no notice of SIGTERM and is killed", id());
                }
            }
        } catch (SandboxException e) {
            LOG.info("cannot see the end of tool server process {}: {}", id(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process().close();
        }
    }

    private boolean endsWithin(Duration time) throws InterruptedException {
        return process().awaitExit(time).isPresent();
    }
}
