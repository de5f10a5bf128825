package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.ResourceUsage;
import ai.massgen.api.sandbox.SandboxException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What the engine says that a container has used. Stateless. */
final class Usage {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private Usage() {}

    /** Asks for one sample, without the second one that a rate would need. It is no failure if there is none in time. */
    static Optional<ResourceUsage> of(EngineApi api, ContainerParts parts) throws InterruptedException {
        try {
            EngineApi.JsonAnswer answer = api.get(
                    "measuring container " + parts.name(),
                    "/containers/" + parts.id() + "/stats?stream=false&one-shot=true",
                    PATIENCE);
            return answer.status() == 200 ? Optional.of(of(answer.body())) : Optional.empty();
        } catch (SandboxException e) {
            return Optional.empty();
        }
    }

    /** The peak of memory is only known under control groups of version 1. */
    static ResourceUsage of(JsonNode stats) {
        JsonNode cpu = stats.at("/cpu_stats/cpu_usage/total_usage");
        JsonNode memory = stats.at("/memory_stats/max_usage");
        return new ResourceUsage(
                cpu.canConvertToLong() && cpu.longValue() > 0
                        ? Optional.of(Duration.ofNanos(cpu.longValue()))
                        : Optional.empty(),
                memory.canConvertToLong() && memory.longValue() > 0
                        ? OptionalLong.of(memory.longValue())
                        : OptionalLong.empty());
    }
}
