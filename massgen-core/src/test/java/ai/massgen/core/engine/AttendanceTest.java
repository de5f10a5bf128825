package ai.massgen.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Spi;
import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.StopReason;
import ai.massgen.core.config.ConfigReader;
import ai.massgen.core.config.LoadedConfig;
import ai.massgen.core.pace.Pacer;
import ai.massgen.core.pace.Ticks;
import ai.massgen.core.pin.FirstUse;
import ai.massgen.core.plan.AgentPlan;
import ai.massgen.core.plan.Planner;
import ai.massgen.core.plan.RunPlan;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.provider.ProviderSource;
import ai.massgen.core.provider.Providers;
import ai.massgen.core.tool.CallPermission;
import ai.massgen.core.tool.Oversight;
import ai.massgen.core.tool.WarmServers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AttendanceTest {
    private static final Providers PROVIDERS = new Providers(ProviderSource.of(List.of(new Locked()), List.of()));

    /** Settings of a backend whose key is in the variable {@code key}. */
    record Lock(String key) {}

    private static final class Locked implements Backend<Lock> {
        @Override
        public String name() {
            return "locked";
        }

        @Override
        public int spiLevel() {
            return Spi.LEVEL;
        }

        @Override
        public Class<Lock> configType() {
            return Lock.class;
        }

        @Override
        public Set<Capability> capabilities(Lock config) {
            return Set.of();
        }

        @Override
        public Model open(Lock config, BackendContext context) {
            if (context.secret(config.key()).isEmpty()) {
                throw new BackendException(
                        config.key().equals("ODD") ? Kind.INVALID_REQUEST : Kind.AUTHENTICATION,
                        "there is no key; set " + config.key());
            }
            return new Model() {
                @Override
                public ModelReply generate(ModelRequest request, Consumer<? super ModelDelta> deltas) {
                    return ModelReply.builder(StopReason.END).build();
                }

                @Override
                public void close() {}
            };
        }
    }

    private static RunPlan plan(String... keys) {
        StringBuilder yaml = new StringBuilder("version: 1\nagents:\n");
        for (String key : keys) {
            yaml.append("  - {id: of-")
                    .append(key.toLowerCase(Locale.ROOT))
                    .append(", backend: {type: locked, key: ")
                    .append(key)
                    .append("}}\n");
        }
        LoadedConfig loaded = new ConfigReader(PROVIDERS, Map.of()).read("c.yaml", yaml.toString(), Path.of("/srv"));
        return new Planner(PROVIDERS, file -> "").plan(loaded, false);
    }

    private static RunPlan attending(boolean strict, String... keys) {
        RunPlan plan = plan(keys);
        Surroundings here = new Surroundings(
                InstantSource.system(),
                new SplittableRandom(1),
                Map.of("A", "x", "C", "y"),
                new Pacer(plan.limits().pace(), Ticks.REAL),
                new WarmServers(InstantSource.system(), Map.of()),
                new Oversight(false, FirstUse.TRUST, CallPermission.NOBODY),
                List.of());
        return Attendance.of(plan, here, strict);
    }

    @Test
    void anAgentWithoutItsKeyIsLeftOutAndTheOthersCloseRanks() {
        RunPlan plan = attending(false, "A", "B", "C");

        assertThat(plan.agents()).extracting(AgentPlan::id).containsExactly("of-a", "of-c");
        assertThat(plan.agents()).extracting(AgentPlan::alias).containsExactly(new Alias(1), new Alias(2));
        assertThat(plan.warnings()).containsExactly("The agent of-b takes no part: there is no key; set B");
    }

    @Test
    void ifNobodyIsLeftTheRunItselfTellsWhy() {
        RunPlan plan = attending(false, "B", "D");

        assertThat(plan.agents()).hasSize(2);
        assertThat(plan.warnings()).isEmpty();
    }

    @Test
    void whoeverWantsEverybodyIsTold() {
        assertThatThrownBy(() -> attending(true, "A", "B"))
                .isInstanceOfSatisfying(
                        BackendException.class, e -> assertThat(e.kind()).isEqualTo(Kind.AUTHENTICATION));
        assertThat(attending(true, "A", "C").agents()).hasSize(2);
    }

    @Test
    void settingsThatContradictEachOtherAreNoMissingKey() {
        assertThat(attending(false, "A", "ODD").agents()).hasSize(2);
    }
}
