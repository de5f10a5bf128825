package ai.massgen.backend.openai;

import ai.massgen.api.Json;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.LocalServer;
import ai.massgen.api.backend.ModelRequest.Timeouts;
import ai.massgen.toolkit.http.ProviderCall;
import ai.massgen.toolkit.http.ProviderClient;
import ai.massgen.toolkit.http.ProviderEndpoint;
import ai.massgen.toolkit.http.ProviderStream;
import ai.massgen.toolkit.io.BackgroundThread;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Looks for model servers on the loopback, at all their usual places at once. Nothing leaves the machine. */
final class LocalSearch {
    private static final int LARGEST = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofMillis(200);

    /** Where the servers usually listen. */
    static final List<Candidate> USUAL = List.of(
            new Candidate("Ollama", "ollama", URI.create("http://127.0.0.1:11434"), Optional.of("api/version")),
            new Candidate("LM Studio", "lmstudio", URI.create("http://127.0.0.1:1234"), Optional.empty()),
            new Candidate("vLLM", "vllm", URI.create("http://127.0.0.1:8000"), Optional.empty()),
            new Candidate("SGLang", "sglang", URI.create("http://127.0.0.1:30000"), Optional.empty()));

    private final List<Candidate> candidates;
    private final Duration patience;
    private final InstantSource clock;

    /**
     * A place where a server may be.
     *
     * @param product the server's name
     * @param preset its preset
     * @param address its address, without a path
     * @param proof a path that only this product answers, if it has one
     */
    record Candidate(String product, String preset, URI address, Optional<String> proof) {}

    LocalSearch(InstantSource clock) {
        this(USUAL, PATIENCE, clock);
    }

    /** For tests: other places, and another patience with each of them. */
    LocalSearch(List<Candidate> candidates, Duration patience, InstantSource clock) {
        this.candidates = List.copyOf(candidates);
        this.patience = patience;
        this.clock = clock;
    }

    /** Asks all candidates at once and gives those that answered, in the order of the candidates. */
    List<LocalServer> find() throws InterruptedException {
        Queue<LocalServer> found = new ConcurrentLinkedQueue<>();
        List<Thread> probes = new ArrayList<>();
        try {
            for (Candidate candidate : candidates) {
                probes.add(BackgroundThread.virtual(
                        "massgen-probe-" + candidate.preset(),
                        () -> probe(candidate).ifPresent(found::add)));
            }
            for (Thread probe : probes) {
                probe.join();
            }
        } finally {
            probes.forEach(Thread::interrupt);
        }
        List<URI> order = candidates.stream().map(Candidate::address).toList();
        return found.stream()
                .sorted(Comparator.comparingInt(server -> order.indexOf(server.address())))
                .toList();
    }

    private Optional<LocalServer> probe(Candidate candidate) {
        ProviderEndpoint endpoint =
                new ProviderEndpoint(candidate.product(), candidate.address(), Map.of(), Optional.empty(), "api_key");
        Timeouts timeouts = new Timeouts(patience, patience, patience);
        try (ProviderClient client = new ProviderClient(endpoint, clock)) {
            if (candidate.proof().isPresent()) {
                read(client, candidate.proof().get(), timeouts);
            }
            JsonNode listed = ModelListing.entries(client, "v1/models", timeouts);
            return listed.isArray()
                    ? Optional.of(
                            new LocalServer(candidate.product(), candidate.address(), settings(candidate, listed)))
                    : Optional.empty();
        } catch (BackendException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static void read(ProviderClient client, String path, Timeouts timeouts) throws InterruptedException {
        try (ProviderStream stream = client.open(ProviderCall.get(path, timeouts))) {
            stream.text(LARGEST);
        }
    }

    /** Models that make vectors of texts are listed beside those that talk, and tell by their names. */
    private static List<Json> settings(Candidate candidate, JsonNode listed) {
        return listed.valueStream()
                .map(model -> WireJson.text(model, "id"))
                .filter(id -> !id.isEmpty() && !id.contains("embed"))
                .map(id -> settings(candidate, id))
                .toList();
    }

    private static Json settings(Candidate candidate, String model) {
        ObjectNode settings = WireJson.MAPPER
                .createObjectNode()
                .put("preset", candidate.preset())
                .put("model", model);
        String address = candidate.address() + "/v1";
        boolean usual = Presets.find(candidate.preset())
                .filter(preset -> address.equals(preset.baseUrl()))
                .isPresent();
        if (!usual) {
            settings.put("base_url", address);
        }
        return new Json(settings.toString());
    }
}
