package ai.massgen.core.config;

import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A file of prices. Immutable.
 *
 * @param prices what models cost, by name or pattern
 */
public record PriceFile(
        @Doc("What models cost, in US dollars per million tokens.")
        @Max("10000") @Form(value = PriceConfig.MODEL, says = "a model's id, or a pattern with * and ?")
        Map<String, PriceConfig> prices) {
    /** Copies the map, keeping its order. */
    public PriceFile {
        prices = Ordered.copy(prices);
    }

    /**
     * Reads a file's text.
     *
     * @param source the file's name, for messages
     * @param text YAML or JSON
     * @return the prices
     * @throws ConfigException with all problems, if there is one
     */
    public static PriceFile read(String source, String text) {
        Problems problems = new Problems();
        Optional<Node> root = YamlTree.read(source, text, problems);
        if (root.isEmpty()) {
            problems.raise();
        }
        Binder binder = new Binder(new Environment(Map.of()), NoPlugins.INSTANCE, problems);
        Record bound = binder.section(RecordShape.of(PriceFile.class), Spot.root(root.orElseThrow()));
        problems.raise();
        return (PriceFile) Objects.requireNonNull(bound, "nothing bound, and no problem");
    }
}
