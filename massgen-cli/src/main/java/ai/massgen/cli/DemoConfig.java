package ai.massgen.cli;

import ai.massgen.core.MassGen;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The configurations of the demo: resources that anybody can read and use. */
final class DemoConfig {
    /** The engines that the tool may run in, in the order in which they are tried. */
    static final List<String> ENGINES = List.of("docker", "podman");

    private static final String FOLDER = "MASSGEN_DEMO_FOLDER";
    private static final String ENGINE = "MASSGEN_DEMO_ENGINE";

    private DemoConfig() {}

    static MassGen withTool(Context context, DemoFolder folder, String engine) {
        Map<String, String> environment = new HashMap<>(context.terminal().environment());
        environment.put(FOLDER, folder.path().toString());
        environment.put(ENGINE, engine);
        return load(context, "demo.yaml").environment(environment).build();
    }

    static MassGen withoutTool(Context context) {
        return load(context, "demo-without-tools.yaml").build();
    }

    private static MassGen.Builder load(Context context, String name) {
        try (InputStream in = Objects.requireNonNull(DemoConfig.class.getResourceAsStream(name), name)) {
            return context.builder().config(new String(in.readAllBytes(), StandardCharsets.UTF_8), name);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
