package ai.massgen.backend.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.massgen.api.Json;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelInfo;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.config.OneOf;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.testkit.backend.TestContext;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.testkit.wire.WireServer;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpenAiBackendTest {
    private static final ToolSpec TOOL = new ToolSpec("vote", "Votes.", Json.EMPTY_OBJECT);
    private final OpenAiBackend backend = new OpenAiBackend();

    @Test
    void everyPresetIsOfferedAndUsable() {
        RecordComponent component = Arrays.stream(OpenAiConfig.class.getRecordComponents())
                .filter(each -> each.getName().equals("preset"))
                .findFirst()
                .orElseThrow();
        assertThat(component.getAnnotation(OneOf.class).value())
                .containsExactlyElementsOf(
                        Presets.ALL.stream().map(Preset::name).toList());
        for (Preset preset : Presets.ALL) {
            OpenAiConfig config = Chat.config(
                    "m-1",
                    Optional.of(preset.name()),
                    preset.baseUrl() == null ? Optional.of(URI.create("https://example.org/v1")) : Optional.empty(),
                    Optional.of("k"));
            backend.open(config, TestContext.with()).close();
        }
    }

    @Test
    void aMissingKeyNamesItsVariable() {
        assertThat(openFailure(Optional.empty(), Optional.empty())).isEqualTo("OPENAI_API_KEY");
        assertThat(openFailure(Optional.of("groq"), Optional.empty())).isEqualTo("GROQ_API_KEY");
    }

    /** See docs/adr: a key goes to the provider that it is for. */
    @Test
    void theKeyOfOpenAiDoesNotGoToAnAddressAlone() throws Exception {
        URI stranger = URI.create("https://example.org/v1");
        assertThat(openFailure(Optional.empty(), Optional.of(stranger))).isEqualTo("COMPATIBLE_API_KEY");
        try (WireServer server = WireServer.replying(WireReply.json(200, "{\"data\":[]}"))) {
            OpenAiConfig config = Settings.of("m").with("baseUrl", server.uri()).config();
            backend.models(config, TestContext.with("OPENAI_API_KEY", "not-for-strangers"));
            assertThat(server.requests().getFirst().header("authorization")).isEmpty();
        }
        try (WireServer server = WireServer.replying(WireReply.json(200, "{\"data\":[]}"))) {
            OpenAiConfig config = Settings.of("m").with("baseUrl", server.uri()).config();
            backend.models(config, TestContext.with("COMPATIBLE_API_KEY", "for-this-one"));
            assertThat(server.requests().getFirst().header("authorization")).contains("Bearer for-this-one");
        }
    }

    @Test
    void theKeyComesFromTheSettingsElseFromThePresetsVariable() throws Exception {
        assertThat(authorization(Optional.of("from-settings"), TestContext.with("GROQ_API_KEY", "from-environment")))
                .contains("Bearer from-settings");
        assertThat(authorization(Optional.empty(), TestContext.with("GROQ_API_KEY", "from-environment")))
                .contains("Bearer from-environment");
        assertThat(authorization(Optional.empty(), TestContext.with("OPENAI_API_KEY", "not-for-groq")))
                .isEmpty();
    }

    @Test
    void azureTakesTheKeyInItsOwnHeader() throws Exception {
        try (WireServer server = WireServer.replying(WireReply.json(200, "{\"data\":[]}"))) {
            backend.models(
                    Chat.config("m", Optional.of("azure"), Optional.of(server.uri()), Optional.of("k-1")),
                    TestContext.with());
            assertThat(server.requests().getFirst().header("api-key")).contains("k-1");
            assertThat(server.requests().getFirst().header("authorization")).isEmpty();
        }
    }

    @Test
    void aHostThatOnlyLooksLikeTheLoopbackNeedsAKey() {
        assertThat(openFailure(Optional.empty(), Optional.of(URI.create("http://127.0.0.1.example.org/v1"))))
                .isEqualTo("COMPATIBLE_API_KEY");
    }

    @Test
    void settingsThatCannotWorkAreRefusedAtOpening() {
        assertThat(invalid(Chat.config("m", Optional.of("azure"), Optional.empty(), Optional.of("k"))))
                .contains("base_url");
        assertThat(invalid(Chat.config("m", Optional.of("nobody"), Optional.empty(), Optional.of("k"))))
                .contains("'nobody'")
                .contains("openrouter");
        assertThat(invalid(Chat.config(
                        "m", Optional.empty(), Optional.of(URI.create("ftp://example.org")), Optional.of("k"))))
                .contains("ftp://example.org");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Chat.config(" ", Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void aKeyThatTravelsUnencryptedIsWarnedAbout() {
        TestContext context = TestContext.with();
        backend.open(
                        Chat.config(
                                "m",
                                Optional.empty(),
                                Optional.of(URI.create("http://example.org/v1")),
                                Optional.of("k")),
                        context)
                .close();
        assertThat(context.warnings()).singleElement().asString().contains("unencrypted");
    }

    @Test
    void modelsThatTakeToolsOnlyWithoutReasoningGetEffortNone() throws Exception {
        TestContext context = TestContext.with();
        try (WireServer server = WireServer.replying(WireReply.events().event(Chat.finish("stop")));
                Model model = backend.open(openai("gpt-6-sol", server.uri()), context)) {
            model.generate(Chat.question().tools(List.of(TOOL)).temperature(1).build(), delta -> {});
            assertThat(server.requests().getFirst().body()).contains("\"reasoning_effort\":\"none\"");
        }
        assertThat(context.warnings()).singleElement().asString().contains("reasoning_effort");
    }

    @Test
    void aRefusalSaysHowToGetWhatIsRefused() {
        OpenAiConfig thinking = Settings.of("gpt-6-sol")
                .with("preset", "openai")
                .with("api", "chat_completions")
                .with("baseUrl", URI.create("http://127.0.0.1:9/v1"))
                .with("reasoningEffort", "high")
                .with("images", false)
                .config();
        assertThat(backend.capabilities(thinking))
                .containsExactlyInAnyOrder(
                        Capability.MAX_OUTPUT_TOKENS,
                        Capability.SEED,
                        Capability.DOCUMENTS,
                        Capability.STRUCTURED_OUTPUT);
        assertThat(refusal(thinking, Chat.question().tools(List.of(TOOL)).build()))
                .contains("reasoning_effort: none");
        assertThat(refusal(thinking, Chat.question().temperature(1).build())).contains("temperature");
        ModelRequest picture = ModelRequest.builder(
                        Chat.question().build().key(),
                        List.of(new Message.User(List.of(new Part.Image("image/png", "AAAA")))))
                .build();
        assertThat(refusal(thinking, picture)).contains("pictures").contains("images: true");
        OpenAiConfig deepseek = Chat.config(
                "m", Optional.of("deepseek"), Optional.of(URI.create("http://127.0.0.1:9/v1")), Optional.empty());
        assertThat(backend.capabilities(deepseek)).doesNotContain(Capability.SEED);
        assertThat(refusal(deepseek, Chat.question().seed(1).build())).contains("seed");
    }

    @Test
    void modelsAreListedAndAnUnknownOneIsDiagnosed() throws Exception {
        WireReply list = WireReply.json(
                200,
                "{\"data\":[{\"id\":\"m-2\",\"owned_by\":\"acme\",\"shutdown_date\":\"2026-12-11\"},{\"id\":\"m-1\"}]}");
        try (WireServer server = WireServer.replying(list, list, list, list)) {
            assertThat(backend.models(Chat.config(server.uri()), TestContext.with()))
                    .extracting(ModelInfo::id)
                    .containsExactly("m-1", "m-2");
            assertThat(server.requests().getFirst().path()).isEqualTo("/v1/models");
            assertThat(diagnose("m-1", server)).isEmpty();
            assertThat(diagnose("m-2", server)).singleElement().asString().contains("2026-12-11");
            assertThat(diagnose("m-3", server)).singleElement().asString().contains("m-3");
        }
    }

    @Test
    void aWrongKeyIsDiagnosedInASentence() throws Exception {
        try (WireServer server =
                WireServer.replying(WireReply.json(401, "{\"error\":{\"message\":\"bad key " + Chat.KEY + "\"}}"))) {
            assertThat(diagnose("m-1", server))
                    .singleElement()
                    .asString()
                    .contains("401", "Check the key in api_key")
                    .doesNotContain(Chat.KEY);
        }
    }

    private List<String> diagnose(String model, WireServer server) throws InterruptedException {
        OpenAiConfig config =
                Chat.config(model, Optional.empty(), Optional.of(server.uri().resolve("/v1")), Optional.of(Chat.KEY));
        return backend.diagnose(config, TestContext.with());
    }

    private static OpenAiConfig openai(String model, URI server) {
        return Settings.of(model)
                .with("preset", "openai")
                .with("api", "chat_completions")
                .with("baseUrl", server.resolve("/v1"))
                .config();
    }

    private String refusal(OpenAiConfig config, ModelRequest request) {
        try (Model model = backend.open(config, TestContext.with())) {
            BackendException failure =
                    catchThrowableOfType(BackendException.class, () -> model.generate(request, delta -> {}));
            assertThat(failure.kind()).isEqualTo(Kind.INVALID_REQUEST);
            return String.valueOf(failure.getMessage());
        }
    }

    private String invalid(OpenAiConfig config) {
        BackendException failure =
                catchThrowableOfType(BackendException.class, () -> backend.open(config, TestContext.with()));
        assertThat(failure.kind()).isEqualTo(Kind.INVALID_REQUEST);
        return String.valueOf(failure.getMessage());
    }

    /** The variable that the failure names. */
    private String openFailure(Optional<String> preset, Optional<URI> baseUrl) {
        BackendException failure = catchThrowableOfType(
                BackendException.class,
                () -> backend.open(Chat.config("m", preset, baseUrl, Optional.empty()), TestContext.with()));
        assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
        return String.valueOf(failure.getMessage()).replaceAll(".*variable (\\w+).*", "$1");
    }

    private Optional<String> authorization(Optional<String> key, TestContext context) throws InterruptedException {
        try (WireServer server = WireServer.replying(WireReply.json(200, "{\"data\":[]}"))) {
            backend.models(Chat.config("m", Optional.of("groq"), Optional.of(server.uri()), key), context);
            return server.requests().getFirst().header("authorization");
        }
    }
}
