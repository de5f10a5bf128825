package ai.massgen.backend.openai;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The presets that come with this backend. */
final class Presets {
    /** The preset of a server that is given by its address alone. */
    static final String COMPATIBLE = "compatible";

    static final List<Preset> ALL = load();

    private Presets() {}

    static Optional<Preset> find(String name) {
        return ALL.stream().filter(preset -> preset.name().equals(name)).findFirst();
    }

    private static List<Preset> load() {
        try (InputStream resource = Presets.class.getResourceAsStream("presets.json")) {
            return List.copyOf(new JsonMapper().readValue(resource, new TypeReference<List<Preset>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException("the jar of this backend is damaged: presets.json", e);
        }
    }
}
