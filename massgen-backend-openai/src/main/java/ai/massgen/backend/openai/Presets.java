package ai.massgen.backend.openai;

import ai.massgen.toolkit.model.ModelFile;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The presets that come with this backend, and the data files about models that they name. */
final class Presets {
    /** The preset of a server that is given by its address alone. */
    static final String COMPATIBLE = "compatible";

    static final List<Preset> ALL = load();

    private static final Map<String, ModelFile> MODELS = new ConcurrentHashMap<>();

    private Presets() {}

    static Optional<Preset> find(String name) {
        return ALL.stream().filter(preset -> preset.name().equals(name)).findFirst();
    }

    /** A data file, read at its first use. */
    static ModelFile models(String file) {
        return MODELS.computeIfAbsent(file, name -> ModelFile.read(Presets.class, name));
    }

    private static List<Preset> load() {
        try (InputStream resource = Presets.class.getResourceAsStream("presets.json")) {
            return List.copyOf(new JsonMapper().readValue(resource, new TypeReference<List<Preset>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException("the jar of this backend is damaged: presets.json", e);
        }
    }
}
