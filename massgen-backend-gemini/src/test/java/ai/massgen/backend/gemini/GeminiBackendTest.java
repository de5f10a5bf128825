package ai.massgen.backend.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelInfo;
import ai.massgen.api.backend.Price;
import ai.massgen.testkit.backend.TestContext;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.testkit.wire.WireServer;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GeminiBackendTest {
    private static final URI SERVER = URI.create("http://127.0.0.1:9");
    private static final Instant TODAY = Instant.parse("2026-11-27T12:00:00Z");
    private static final WireReply LISTING = WireReply.json(200, """
            {"models":[
              {"name":"models/gemini-4-argon","displayName":"Gemini 4 Argon","inputTokenLimit":1048576,
               "outputTokenLimit":65536,"supportedGenerationMethods":["generateContent","countTokens"]},
              {"name":"models/gemini-2.5-pro","displayName":"Gemini 2.5 Pro","supportedGenerationMethods":["generateContent"]},
              {"name":"models/embedding-9","supportedGenerationMethods":["embedContent"]},
              {"name":"tunedModels/mine"},
              {"name":""}]}
            """);

    private final GeminiBackend backend = new GeminiBackend();

    @Test
    void aMissingKeyNamesTheProviderAndItsVariable() {
        GeminiConfig config = new GeminiConfig(
                Asked.MODEL,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                List.of(),
                "error");
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> backend.open(config, Asked.ENGINE))
                .withMessage("gemini at generativelanguage.googleapis.com needs a key and there is none."
                        + " Set api_key or the variable GEMINI_API_KEY.")
                .matches(e -> e.kind() == Kind.AUTHENTICATION);
    }

    @Test
    void modelsAreListedWithWhatTheDataFileAdds() throws Exception {
        try (WireServer server = WireServer.replying(LISTING)) {
            List<ModelInfo> models = backend.models(
                    Asked.config(server.uri(), Asked.KEY),
                    TestContext.withoutWarnings().at(InstantSource.fixed(TODAY)));
            assertThat(models)
                    .containsExactly(
                            ModelInfo.of("gemini-2.5-pro")
                                    .describedAs("Gemini 2.5 Pro")
                                    .endingOn(LocalDate.of(2026, 12, 1)),
                            ModelInfo.of("gemini-4-argon")
                                    .describedAs("Gemini 4 Argon")
                                    .costing(price("2", "10", "0.1"))
                                    .sized(OptionalLong.of(1048576), OptionalLong.of(65536)),
                            ModelInfo.of("tunedModels/mine"));
            assertThat(server.requests().getFirst().path()).isEqualTo("/v1beta/models?pageSize=1000");
            assertThat(server.requests().getFirst().header("x-goog-api-key")).contains(Asked.KEY.reveal());
        }
    }

    @Test
    void aModelThatDoesNotExistIsDiagnosed() throws Exception {
        assertThat(diagnose("gemini-4-argon", LISTING)).isEmpty();
        assertThat(diagnose("models/gemini-4-argon", LISTING)).isEmpty();
        assertThat(diagnose("gemini-9", LISTING))
                .containsExactly("The server does not list the model gemini-9 among its 3 models. Check model.");
        assertThat(diagnose("gemini-9", WireReply.json(200, "{}"))).isEmpty();
        assertThat(diagnose("gemini-4-argon", WireReply.status(403)))
                .singleElement()
                .asString()
                .contains("403", "check its rights at the provider");
    }

    @Test
    void pricesChangeOnTheirDay() {
        GeminiConfig argon = config("gemini-4-argon");
        assertThat(backend.known(argon, LocalDate.of(2026, 11, 30)).flatMap(ModelInfo::price))
                .contains(price("2", "10", "0.1"));
        assertThat(backend.known(argon, LocalDate.of(2026, 12, 1)).flatMap(ModelInfo::price))
                .contains(price("4", "20", "0.2"));
        assertThat(backend.known(config("models/gemini-2.5-flash"), LocalDate.EPOCH)
                        .flatMap(ModelInfo::shutdown))
                .contains(LocalDate.of(2026, 12, 1));
        assertThat(backend.known(config("gemini-9"), LocalDate.EPOCH)).isEmpty();
    }

    @Test
    void aLevelThatTheModelDoesNotKnowIsAnErrorOrLeftOut() {
        GeminiConfig config = config("gemini-4-argon")
                .with(Optional.empty(), Optional.empty(), Optional.of(2_000_000), Optional.of("minimal"));
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> backend.open(config, Asked.ENGINE))
                .withMessageStartingWith("The model gemini-4-argon does not take max_output_tokens: 2000000, because"
                        + " it ends at 1048576.");
        TestContext context = TestContext.with();
        backend.open(dropping(config), context).close();
        assertThat(context.warnings())
                .containsExactly(
                        "The model gemini-4-argon does not take max_output_tokens: 2000000, because it ends at 1048576."
                                + " It is left out.",
                        "The model gemini-4-argon does not take thinking_level: minimal, because it knows low, medium,"
                                + " high. It is left out.");
        GeminiConfig unknown = config("gemini-9")
                .with(Optional.empty(), Optional.empty(), Optional.of(9_000_000), Optional.of("minimal"));
        backend.open(unknown, Asked.ENGINE).close();
    }

    @Test
    void agentsWithOneKeyShareAQuota() {
        try (Model one = backend.open(config("gemini-4-argon"), Asked.ENGINE);
                Model other = backend.open(config(Asked.MODEL), Asked.ENGINE)) {
            assertThat(one.quota()).isPresent().isEqualTo(other.quota());
            assertThat(one.quota().orElseThrow()).doesNotContain(Asked.KEY.reveal());
        }
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config("gemini 4"))
                .withMessageContaining("'gemini 4'");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        config(Asked.MODEL).with(Optional.empty(), Optional.empty(), Optional.of(0), Optional.empty()))
                .withMessageContaining("got 0");
    }

    private List<String> diagnose(String model, WireReply reply) throws InterruptedException {
        try (WireServer server = WireServer.replying(reply)) {
            return backend.diagnose(Asked.config(server.uri(), Asked.KEY, model), Asked.ENGINE);
        }
    }

    private static GeminiConfig config(String model) {
        return Asked.config(SERVER, Asked.KEY, model);
    }

    private static GeminiConfig dropping(GeminiConfig config) {
        return new GeminiConfig(
                config.model(),
                config.baseUrl(),
                config.apiKey(),
                config.temperature(),
                config.seed(),
                config.maxOutputTokens(),
                config.thinkingLevel(),
                config.thoughts(),
                config.fileSearchStores(),
                "drop");
    }

    private static Price price(String input, String output, String cached) {
        return new Price(new BigDecimal(input), new BigDecimal(output), new BigDecimal(cached), new BigDecimal(input));
    }
}
