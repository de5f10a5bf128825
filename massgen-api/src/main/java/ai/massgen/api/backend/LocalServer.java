package ai.massgen.api.backend;

import ai.massgen.api.Json;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * A model server that runs on this machine and needs no key, as {@link Backend#localServers} finds it. Immutable.
 *
 * @param product the product's name for people, such as {@code Ollama}
 * @param address where it answers
 * @param models the settings of each model that it offers, each an object as a user would write it below
 *     {@code backend}, without {@code type}; possibly none
 */
public record LocalServer(String product, URI address, List<Json> models) {
    /** Copies the list. */
    public LocalServer {
        Objects.requireNonNull(product, "product");
        Objects.requireNonNull(address, "address");
        models = List.copyOf(models);
    }
}
