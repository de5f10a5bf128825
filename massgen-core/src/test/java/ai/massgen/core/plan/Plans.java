package ai.massgen.core.plan;

import ai.massgen.api.Spi;
import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelInfo;
import ai.massgen.api.backend.Price;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxCapability;
import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.api.sandbox.ToolSandbox;
import ai.massgen.core.config.ConfigException;
import ai.massgen.core.config.ConfigReader;
import ai.massgen.core.config.LoadedConfig;
import ai.massgen.core.config.Problem;
import ai.massgen.core.provider.ProviderSource;
import ai.massgen.core.provider.Providers;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Plans configurations with plugins that are never opened: planning does no I/O, so these fail if anybody tries. */
final class Plans {
    static final Path BASE = Path.of("/srv/project");

    private static final Providers PROVIDERS = new Providers(ProviderSource.of(
            List.of(new Talker()),
            List.of(
                    new Box("docker", EnumSet.allOf(SandboxCapability.class)),
                    new Box("remote", EnumSet.of(SandboxCapability.ISOLATION, SandboxCapability.IMAGES)),
                    new Box("host", EnumSet.of(SandboxCapability.HOST_MOUNTS)))));

    static final Price PRICE = new Price(BigDecimal.ONE, BigDecimal.TEN, BigDecimal.ONE, BigDecimal.ONE);

    private final Map<Path, String> files = new HashMap<>();
    private boolean allowUnsandboxed;
    private String allowed = "";
    private Map<String, String> environment = Map.of();

    /** Settings of the backend. */
    record Talk(String model) {}

    /** Settings of the sandboxes. */
    record BoxSettings(Optional<String> host) {}

    Plans file(String path, String text) {
        files.put(Path.of(path), text);
        return this;
    }

    Plans allowUnsandboxed() {
        allowUnsandboxed = true;
        return this;
    }

    /** Lets both agents use only these tools, a flow list. */
    Plans allowed(String tools) {
        allowed = tools;
        return this;
    }

    Plans environment(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    /** Plans a configuration with two agents, a and b, and what else is given. */
    RunPlan of(String more) {
        LoadedConfig loaded = new ConfigReader(PROVIDERS, environment)
                .read("c.yaml", """
                        version: 1
                        agents:
                          - {id: a, backend: {type: talker, model: m1}TOOLS}
                          - {id: b, backend: {type: talker, model: m2}TOOLS}
                        """.replace("TOOLS", allowed.isEmpty() ? "" : ", tools: " + allowed) + more, BASE);
        return new Planner(PROVIDERS, this::read).plan(loaded, allowUnsandboxed);
    }

    ToolPlan tool(String more) {
        return Objects.requireNonNull(of(more).tools().get("t"), "t");
    }

    List<String> problems(String more) {
        try {
            of(more);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    private String read(Path file) throws IOException {
        String text = files.get(file);
        if (text == null) {
            throw new NoSuchFileException(file.toString());
        }
        return text;
    }

    private static final class Talker implements Backend<Talk> {
        @Override
        public String name() {
            return "talker";
        }

        @Override
        public int spiLevel() {
            return Spi.LEVEL;
        }

        @Override
        public Class<Talk> configType() {
            return Talk.class;
        }

        @Override
        public Set<Capability> capabilities(Talk config) {
            return config.model().equals("m1") ? Set.of(Capability.WEB_SEARCH) : Set.of();
        }

        @Override
        public Optional<ModelInfo> known(Talk config, LocalDate day) {
            return switch (config.model()) {
                case "m1" ->
                    Optional.of(ModelInfo.of("m1")
                            .endingOn(LocalDate.of(2026, 12, 31))
                            .costing(PRICE));
                case "broken" -> throw new IllegalStateException("no data");
                default -> Optional.empty();
            };
        }

        @Override
        public Model open(Talk config, BackendContext context) {
            throw new UnsupportedOperationException("planning opens nothing");
        }
    }

    private record Box(String name, Set<SandboxCapability> capabilities) implements ToolSandbox<BoxSettings> {
        @Override
        public int spiLevel() {
            return Spi.LEVEL;
        }

        @Override
        public Class<BoxSettings> configType() {
            return BoxSettings.class;
        }

        @Override
        public Sandbox open(BoxSettings config, SandboxContext context) {
            throw new UnsupportedOperationException("planning opens nothing");
        }
    }
}
