package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.ResourceUsage;
import ai.massgen.api.sandbox.SandboxException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What a container has used: the processor by Podman's account, the most memory by the kernel's. Stateless. */
final class Usage {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private Usage() {}

    /** It is no failure if there is no answer in time. */
    static Optional<ResourceUsage> of(Libpod libpod, ContainerParts parts) throws InterruptedException {
        OptionalLong peak =
                parts.kernel().belongsTo(parts.id()) ? parts.kernel().memoryPeak() : OptionalLong.empty();
        Optional<Duration> cpu = cpu(libpod, parts);
        return cpu.isEmpty() && peak.isEmpty() ? Optional.empty() : Optional.of(new ResourceUsage(cpu, peak));
    }

    private static Optional<Duration> cpu(Libpod libpod, ContainerParts parts) throws InterruptedException {
        try {
            Answer answer = libpod.call(
                    "measuring container " + parts.name(),
                    libpod.request("GET", "/containers/stats?stream=false&containers=" + parts.id()),
                    PATIENCE);
            return answer.succeeded() ? cpu(answer.body()) : Optional.empty();
        } catch (SandboxException e) {
            return Optional.empty();
        }
    }

    static Optional<Duration> cpu(JsonNode stats) {
        JsonNode used = stats.at("/Stats/0/CPUNano");
        return used.canConvertToLong() && used.longValue() > 0
                ? Optional.of(Duration.ofNanos(used.longValue()))
                : Optional.empty();
    }
}
