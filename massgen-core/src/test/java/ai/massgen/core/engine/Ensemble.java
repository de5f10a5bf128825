package ai.massgen.core.engine;

import ai.massgen.api.Spi;
import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.core.attach.Attachments;
import ai.massgen.core.config.ConfigFiles;
import ai.massgen.core.config.ConfigReader;
import ai.massgen.core.event.EventListener;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.pace.Pacer;
import ai.massgen.core.pace.Ticks;
import ai.massgen.core.pin.FirstUse;
import ai.massgen.core.plan.Planner;
import ai.massgen.core.plan.RunPlan;
import ai.massgen.core.provider.ProviderSource;
import ai.massgen.core.provider.Providers;
import ai.massgen.core.tool.CallPermission;
import ai.massgen.core.tool.Oversight;
import ai.massgen.core.tool.WarmServers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Whole runs of agents with made-up models, in a folder. */
final class Ensemble {
    private final Path folder;
    private final Mind mind;
    private final String more;
    private final int agents;
    private final List<CallKey> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<EventRecord> seen = Collections.synchronizedList(new ArrayList<>());
    private InstantSource clock = InstantSource.system();
    private long seed = 1;
    private boolean unwatched;

    /** Agents that all have the same mind; {@code more} is added to the configuration. */
    Ensemble(Path folder, int agents, String more, Mind mind) {
        this.folder = folder;
        this.agents = agents;
        this.more = more;
        this.mind = mind;
    }

    Ensemble clock(InstantSource instead) {
        clock = instead;
        return this;
    }

    /** Where the ids of runs come from. */
    Ensemble seed(long instead) {
        seed = instead;
        return this;
    }

    /** Keeps no events, for runs that have too many. */
    Ensemble unwatched() {
        unwatched = true;
        return this;
    }

    /** The calls that a model answered. */
    List<CallKey> asked() {
        return List.copyOf(asked);
    }

    List<EventRecord> seen() {
        return List.copyOf(seen);
    }

    RunPlan plan() {
        StringBuilder yaml = new StringBuilder("version: 1\nagents:\n");
        for (int i = 1; i <= agents; i++) {
            yaml.append("  - {id: a").append(i).append(", backend: {type: mind}}\n");
        }
        Providers providers = new Providers(ProviderSource.of(List.of(new Minds()), List.of()));
        return new Planner(providers, ConfigFiles::read)
                .plan(
                        new ConfigReader(providers, Map.of()).read("c.yaml", yaml + more, folder),
                        false,
                        Optional.empty());
    }

    private Surroundings surroundings() {
        return new Surroundings(
                clock,
                new SplittableRandom(seed),
                Map.of(),
                new Pacer(plan().limits().pace(), Ticks.REAL),
                new WarmServers(clock, Map.of()),
                new Oversight(false, FirstUse.TRUST, CallPermission.NOBODY),
                List.of());
    }

    static Asked asked(String text) {
        return new Asked(text, Attachments.NONE, List.of(), Optional.empty());
    }

    QuestionRun fresh(EventListener... listeners) {
        return QuestionRun.fresh(plan(), surroundings(), watched(listeners));
    }

    QuestionRun interrupted(String run, EventListener... listeners) {
        return QuestionRun.interrupted(plan(), surroundings(), watched(listeners), run);
    }

    private List<EventListener> watched(EventListener... listeners) {
        List<EventListener> all = new ArrayList<>(List.of(listeners));
        if (!unwatched) {
            all.add(seen::add);
        }
        return all;
    }

    /** Settings of the made-up models. */
    record Settings(Optional<String> nothing) {}

    private final class Minds implements Backend<Settings> {
        @Override
        public String name() {
            return "mind";
        }

        @Override
        public int spiLevel() {
            return Spi.LEVEL;
        }

        @Override
        public Class<Settings> configType() {
            return Settings.class;
        }

        @Override
        public Set<Capability> capabilities(Settings config) {
            return EnumSet.of(Capability.TOOLS);
        }

        @Override
        public Model open(Settings config, BackendContext context) {
            return new Model() {
                @Override
                public ModelReply generate(ModelRequest request, Consumer<? super ModelDelta> deltas)
                        throws InterruptedException {
                    ModelReply reply = mind.answer(request, deltas);
                    asked.add(request.key());
                    return reply;
                }

                @Override
                public void close() {}
            };
        }
    }
}
