package ai.massgen.toolkit.model;

import ai.massgen.api.backend.ModelInfo;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The models of a provider as a plugin's data file has them. Prices and last days change; that is why they are data with
 * a date. Read once and kept by the plugin. Immutable.
 *
 * <pre>{@code
 * {"as_of": "2026-11-22",
 *  "models": [
 *    {"id": "acme-3", "match": "acme-3-.*", "context": 200000, "max_output": 64000, "shutdown": "2027-01-14",
 *     "lacks": ["TEMPERATURE"], "efforts": ["low", "high"], "traits": ["slow"], "source": "acme.example, models page",
 *     "prices": [{"until": "2026-12-31", "input": 2, "output": 10, "cached_input": 0.2}, {"input": 4, "output": 20}]}
 * ]}
 * }</pre>
 *
 * <p>Everything but {@code id} may be left out. Prices are in US dollars per million tokens; {@code cached_input} and
 * {@code cache_write} are those of {@code input} if left out.
 *
 * @param asOf the day on which the facts were gathered
 * @param models the models, the more specific one first where two match
 */
public record ModelFile(LocalDate asOf, List<ModelFacts> models) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Copies the list. */
    public ModelFile {
        Objects.requireNonNull(asOf, "asOf");
        models = List.copyOf(models);
    }

    /**
     * Reads a data file that lies beside a class.
     *
     * @param owner the class, of the plugin that owns the file
     * @param name the file's name
     * @return the file
     * @throws IllegalStateException if it is not there or not of the form above: the plugin's jar is damaged
     */
    public static ModelFile read(Class<?> owner, String name) {
        try (InputStream resource = owner.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("the jar of " + owner.getName() + " lacks " + name);
            }
            return of(MAPPER.readTree(resource));
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException("the jar of " + owner.getName() + " has a damaged " + name, e);
        }
    }

    /**
     * Finds what is known of a model.
     *
     * @param model its id as the user wrote it
     * @return the first entry whose id is the model's or whose pattern matches it
     */
    public Optional<ModelFacts> find(String model) {
        return models.stream().filter(each -> each.is(model)).findFirst();
    }

    /**
     * All models as the engine reads them.
     *
     * @param day the day for which to tell the prices
     * @return the models, in the order of the file
     */
    public List<ModelInfo> on(LocalDate day) {
        return models.stream().map(each -> each.on(each.id(), day)).toList();
    }

    private static ModelFile of(JsonNode root) {
        List<ModelFacts> models = new ArrayList<>();
        root.required("models").forEach(model -> models.add(FactsReader.read(model)));
        return new ModelFile(LocalDate.parse(root.required("as_of").asText()), models);
    }
}
