package ai.massgen.core;

import ai.massgen.core.pin.FirstUse;
import ai.massgen.core.pin.Scrutiny;
import ai.massgen.core.pin.ServerPin;
import ai.massgen.core.pin.Suspicion;
import ai.massgen.core.pin.ToolPin;
import ai.massgen.core.tool.CallPermission;
import ai.massgen.core.tool.Oversight;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the engine's questions to the application's approver. Without one, new servers are trusted and calls that need an
 * approval are not made. As thread-safe as the approver.
 */
final class Consent {
    private static final Logger LOG = LoggerFactory.getLogger(Consent.class);

    private final Optional<Approver> approver;

    Consent(Optional<Approver> approver) {
        this.approver = approver;
    }

    Oversight oversight(boolean locked) {
        return approver.isPresent()
                ? new Oversight(locked, this::trusts, this::refusal)
                : new Oversight(locked, FirstUse.TRUST, CallPermission.NOBODY);
    }

    private Optional<String> refusal(CallPermission.Request request) throws InterruptedException {
        return asks(new Approver.ToolCall(request.agent(), request.server(), request.tool(), request.arguments()))
                ? Optional.empty()
                : Optional.of("it was not approved");
    }

    private boolean trusts(ServerPin pin) throws InterruptedException {
        return asks(new Approver.NewServer(
                pin.subject().server(),
                pin.subject().image(),
                pin.origin().imageId(),
                pin.subject().url(),
                pin.tools().stream()
                        .map(tool ->
                                new Approver.NewTool(tool.name(), tool.tool().description(), suspicions(tool)))
                        .toList()));
    }

    static List<String> suspicions(ToolPin tool) {
        return Scrutiny.of(tool).stream().map(Suspicion::toString).toList();
    }

    private boolean asks(Approver.Request request) throws InterruptedException {
        try {
            return approver.orElseThrow().approves(request);
        } catch (RuntimeException e) {
            LOG.warn("the approver failed, which counts as a no", e);
            return false;
        }
    }
}
