package ai.massgen.backend.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.massgen.api.Json;
import ai.massgen.api.backend.LocalServer;
import ai.massgen.backend.openai.LocalSearch.Candidate;
import ai.massgen.testkit.backend.TestContext;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.testkit.wire.WireServer;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalSearchTest {
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final WireReply VERSION = WireReply.json(200, "{\"version\":\"0.9.1\"}");
    private static final WireReply MODELS = WireReply.json(
            200, "{\"object\":\"list\",\"data\":[{\"id\":\"qwen3:8b\"},{\"id\":\"nomic-embed-text\"},{\"id\":\"\"}]}");

    @Test
    void serversAreFoundWithTheirModelsAsSettings() throws Exception {
        try (WireServer ollama = WireServer.replying(VERSION, MODELS);
                WireServer vllm = WireServer.replying(MODELS)) {
            List<LocalServer> found =
                    search(PATIENT, candidate("Ollama", ollama, "api/version"), candidate("vLLM", vllm, ""));
            assertThat(found).extracting(LocalServer::product).containsExactly("Ollama", "vLLM");
            assertThat(found.getFirst().address()).isEqualTo(ollama.uri());
            assertThat(found.getFirst().models())
                    .containsExactly(new Json(
                            "{\"preset\":\"ollama\",\"model\":\"qwen3:8b\",\"base_url\":\"" + ollama.uri() + "/v1\"}"));
            assertThat(ollama.requests())
                    .extracting(request -> request.path())
                    .containsExactly("/api/version", "/v1/models");
        }
    }

    @Test
    void whatIsSomethingElseIsNotFound() throws Exception {
        WireServer gone = WireServer.replying();
        gone.close();
        try (WireServer page = WireServer.replying(WireReply.status(200)
                        .header("Content-Type", "text/html")
                        .send("<html>Hello</html>"));
                WireServer other = WireServer.replying(WireReply.status(404), MODELS);
                WireServer odd = WireServer.replying(WireReply.json(200, "{\"models\":7}"))) {
            assertThat(search(
                            PATIENT,
                            candidate("vLLM", page, ""),
                            candidate("Ollama", other, "api/version"),
                            candidate("SGLang", odd, ""),
                            candidate("LM Studio", gone, "")))
                    .isEmpty();
            assertThat(other.requests())
                    .as("who has no version is not asked on")
                    .hasSize(1);
        }
    }

    @Test
    void aServerThatIsSilentHoldsNobodyUp() throws Exception {
        try (WireServer silent = WireServer.replying(WireReply.silence())) {
            assertThat(search(Duration.ofMillis(200), candidate("vLLM", silent, "")))
                    .isEmpty();
            assertThat(silent.awaitDeparture(PATIENT)).isTrue();
        }
    }

    @Test
    void anInterruptEndsTheSearch() throws Exception {
        try (WireServer silent = WireServer.replying(WireReply.silence())) {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedException.class)
                    .isThrownBy(() -> search(PATIENT, candidate("vLLM", silent, "")));
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void onlyTheLoopbackIsAskedAndNothingIsThrown() throws Exception {
        for (Preset preset : Presets.ALL) {
            if (preset.keyVariable() == null) {
                String host = URI.create(String.valueOf(preset.baseUrl())).getHost();
                assertThat(InetAddress.getByName(host).isLoopbackAddress()).isTrue();
            }
        }
        assertThat(new OpenAiBackend().localServers(TestContext.with())).isNotNull();
    }

    @Test
    void settingsOfAServerAtItsUsualPlaceNeedNoAddress() {
        assertThat(LocalSearch.USUAL).allSatisfy(usual -> {
            Preset preset = Presets.find(usual.preset()).orElseThrow();
            assertThat(usual.address() + "/v1").isEqualTo(preset.baseUrl());
        });
    }

    private static Candidate candidate(String product, WireServer server, String proof) {
        String preset = product.toLowerCase(Locale.ROOT).replace(" ", "");
        return new Candidate(product, preset, server.uri(), proof.isEmpty() ? Optional.empty() : Optional.of(proof));
    }

    private static List<LocalServer> search(Duration patience, Candidate... candidates) throws InterruptedException {
        return new LocalSearch(List.of(candidates), patience, InstantSource.system()).find();
    }
}
