package ai.massgen.backend.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import ai.massgen.testkit.backend.TestContext;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.testkit.wire.WireRequest;
import ai.massgen.testkit.wire.WireServer;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the data files say about providers and models, and what becomes of settings that contradict it. */
@Timeout(60)
class AbilitiesTest {
    private static final Settings LOCAL =
            Settings.of("gpt-6.1-sol").with("preset", "openai").with("baseUrl", URI.create("http://127.0.0.1:9/v1"));
    private static final WireReply WELL = WireReply.events()
            .event("{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":[]}}");

    private final OpenAiBackend backend = new OpenAiBackend();

    @ParameterizedTest
    @CsvSource({
        "openai, auto, /v1/responses",
        "openai, chat_completions, /v1/chat/completions",
        "azure, auto, /v1/responses",
        "xai, auto, /v1/responses",
        "groq, auto, /v1/chat/completions",
        "ollama, auto, /v1/chat/completions",
        "ollama, responses, /v1/responses",
        "compatible, auto, /v1/chat/completions",
        "compatible, responses, /v1/responses"
    })
    void eachProviderIsAskedInItsWayOrInTheUsers(String preset, String api, String path) throws Exception {
        assertThat(sent(LOCAL.with("preset", preset).with("api", api), TestContext.with())
                        .path())
                .isEqualTo(path);
    }

    @Test
    void anApiThatAProviderDoesNotSpeakIsRefused() {
        BackendException failure = refused(LOCAL.with("preset", "kimi").with("api", "responses"));
        assertThat(failure).hasMessageContaining("kimi").hasMessageContaining("api: chat_completions");
    }

    @Test
    void aTemperatureOfAReasoningModelIsRefusedBeforeItIsSent() {
        BackendException failure = refused(LOCAL.with("temperature", 0.5));
        assertThat(failure.kind()).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(failure).hasMessageContaining("gpt-6.1-sol").hasMessageContaining("reasoning_effort: none");
        backend.open(
                        LOCAL.with("temperature", 0.5)
                                .with("reasoningEffort", "none")
                                .config(),
                        TestContext.with())
                .close();
        assertThat(refused(LOCAL.with("model", "o3-pro").with("temperature", 0.5)))
                .hasMessageNotContaining("reasoning_effort");
    }

    @Test
    void anEffortThatAModelDoesNotKnowIsRefusedWithThoseItKnows() {
        assertThat(refused(LOCAL.with("reasoningEffort", "minimal")))
                .hasMessageContaining("minimal")
                .hasMessageContaining("none, low, medium, high, xhigh, max");
        assertThat(refused(LOCAL.with("model", "gpt-4.1").with("reasoningEffort", "low")))
                .hasMessageContaining("gpt-4.1");
        assertThat(refused(LOCAL.with("preset", "xai")
                        .with("model", "grok-code-fast-1")
                        .with("reasoningEffort", "low")))
                .hasMessageContaining("grok-code-fast-1");
    }

    @Test
    void anEffortOfAnUnknownModelIsPassedOn() throws Exception {
        assertThat(sent(LOCAL.with("model", "m-1").with("reasoningEffort", "minimal"), TestContext.with())
                        .body())
                .contains("\"effort\":\"minimal\"");
    }

    @Test
    void aParameterIsDroppedWithOneWarningIfTheUserWantsThat() throws Exception {
        Settings drop = LOCAL.with("whenUnsupported", "drop")
                .with("temperature", 0.5)
                .with("seed", 7L)
                .with("reasoningEffort", "minimal");
        TestContext context = TestContext.with();
        WireRequest request = sent(drop, context);
        assertThat(request.body()).doesNotContain("temperature", "seed", "minimal");
        assertThat(context.warnings())
                .hasSize(3)
                .allSatisfy(warning -> assertThat(warning).contains("when_unsupported"));
    }

    @Test
    void aParameterOfARequestIsDroppedWithAWarningAtItsFirstUse() throws Exception {
        TestContext context = TestContext.with();
        try (WireServer server = WireServer.replying(WELL, WELL);
                Model model = backend.open(
                        LOCAL.with("whenUnsupported", "drop")
                                .with("baseUrl", server.uri())
                                .config(),
                        context)) {
            model.generate(Chat.question().temperature(0.5).build(), delta -> {});
            model.generate(Chat.question().temperature(0.6).build(), delta -> {});
            assertThat(server.requests()).noneMatch(request -> request.body().contains("temperature"));
        }
        assertThat(context.warnings()).singleElement().asString().contains("temperature");
    }

    @Test
    void aSettingThatWouldDoNothingIsRefusedOrDropped() throws Exception {
        Settings chat = LOCAL.with("api", "chat_completions");
        assertThat(refused(chat.with("reasoningSummary", "auto"))).hasMessageContaining("reasoning_summary");
        assertThat(refused(chat.with("cacheGroup", "team"))).hasMessageContaining("cache_group");
        assertThat(refused(chat.with("vectorStores", List.of("vs_1")))).hasMessageContaining("vector_stores");
        Settings old = LOCAL.with("model", "gpt-4.1").with("reasoningSummary", "auto");
        assertThat(refused(old)).hasMessageContaining("reasoning_summary");
        assertThat(sent(old.with("whenUnsupported", "drop"), TestContext.with()).body())
                .doesNotContain("summary");
    }

    @Test
    void whatIsNoParameterIsNeverDropped() {
        try (Model model = backend.open(
                LOCAL.with("whenUnsupported", "drop").with("preset", "groq").config(), TestContext.with())) {
            BackendException failure = catchThrowableOfType(
                    BackendException.class,
                    () -> model.generate(
                            Chat.question()
                                    .providerTools(Set.of(Capability.WEB_SEARCH))
                                    .build(),
                            delta -> {}));
            assertThat(failure.kind()).isEqualTo(Kind.INVALID_REQUEST);
            assertThat(failure).hasMessageContaining("web search").hasMessageContaining("another provider");
        }
    }

    @Test
    void aToolOfTheProviderSaysWhatItNeeds() {
        assertThat(refusedTool(LOCAL, Capability.FILE_SEARCH)).hasMessageContaining("vector_stores");
        assertThat(refusedTool(LOCAL.with("api", "chat_completions"), Capability.WEB_SEARCH))
                .hasMessageContaining("api: responses");
        assertThat(refusedTool(LOCAL, Capability.URL_CONTEXT)).hasMessageContaining("another provider");
    }

    @Test
    void toolsOverChatCompletionsNeedAModelThatReasonsNot() {
        Settings chat = LOCAL.with("api", "chat_completions");
        assertThat(can(chat)).contains(Capability.TOOLS);
        assertThat(can(chat.with("reasoningEffort", "high"))).doesNotContain(Capability.TOOLS);
        assertThat(can(LOCAL.with("reasoningEffort", "high"))).contains(Capability.TOOLS);
        assertThat(can(chat.with("model", "gpt-5.4").with("reasoningEffort", "high")))
                .contains(Capability.TOOLS);
    }

    @Test
    void settingsOverruleWhatThePresetSaysOfAModel() {
        Settings ollama = LOCAL.with("preset", "ollama").with("model", "llava");
        List<Capability> all = List.of(Capability.IMAGES, Capability.DOCUMENTS);
        assertThat(can(ollama)).doesNotContainAnyElementsOf(all).contains(Capability.STRUCTURED_OUTPUT);
        assertThat(can(ollama.with("images", true).with("documents", true).with("structuredOutput", false)))
                .containsAll(all)
                .doesNotContain(Capability.STRUCTURED_OUTPUT);
    }

    private Set<Capability> can(Settings settings) {
        return backend.capabilities(settings.config());
    }

    private WireRequest sent(Settings settings, TestContext context) throws InterruptedException {
        try (WireServer server = WireServer.answering(request -> request.path().endsWith("responses")
                        ? WELL
                        : WireReply.events().event(Chat.finish("stop")));
                Model model = backend.open(
                        settings.with("baseUrl", server.uri().resolve("/v1")).config(), context)) {
            model.generate(Chat.question().build(), delta -> {});
            return server.requests().getFirst();
        }
    }

    private BackendException refused(Settings settings) {
        return catchThrowableOfType(BackendException.class, () -> backend.open(settings.config(), TestContext.with()));
    }

    private BackendException refusedTool(Settings settings, Capability tool) {
        try (Model model = backend.open(settings.config(), TestContext.with())) {
            return catchThrowableOfType(
                    BackendException.class,
                    () -> model.generate(
                            Chat.question().providerTools(Set.of(tool)).build(), delta -> {}));
        }
    }
}
