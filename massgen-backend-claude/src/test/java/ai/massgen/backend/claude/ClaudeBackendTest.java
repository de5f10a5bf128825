package ai.massgen.backend.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.massgen.api.backend.BackendException;
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
class ClaudeBackendTest {
    private static final WireReply LISTING = WireReply.json(200, """
            {"data":[
              {"type":"model","id":"claude-sonnet-5-5","display_name":"Claude Sonnet 5.5","lifecycle":"active","retires_at":null,
               "max_input_tokens":900000},
              {"type":"model","id":"claude-sonnet-4-6","display_name":"Claude Sonnet 4.6","lifecycle":"deprecated",
               "retires_at":"2027-02-17T00:00:00Z"},
              {"type":"model","id":"claude-sonnet-4-5","display_name":"","lifecycle":"retired"},
              {"type":"model","id":"claude-3","lifecycle":"deprecated"}],
             "has_more":false}
            """);

    private static final URI SERVER = URI.create("http://127.0.0.1:9");
    private static final Instant TODAY = Instant.parse("2026-11-27T12:00:00Z");

    private final ClaudeBackend backend = new ClaudeBackend();

    @Test
    void aMissingKeyNamesTheProviderAndItsVariable() {
        ClaudeConfig config = config("claude-sonnet-5-5", Optional.empty());
        assertThatThrownBy(() -> backend.open(config, Asked.ENGINE))
                .isInstanceOfSatisfying(
                        BackendException.class,
                        e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.AUTHENTICATION))
                .hasMessage("claude at api.anthropic.com needs a key and there is none."
                        + " Set api_key or the variable ANTHROPIC_API_KEY.");
    }

    @Test
    void modelsAreListedWithWhatBecomesOfThem() throws Exception {
        try (WireServer server = WireServer.replying(LISTING)) {
            assertThat(backend.models(
                            Asked.config(server.uri(), Asked.KEY),
                            TestContext.withoutWarnings().at(InstantSource.fixed(TODAY))))
                    .containsExactly(
                            ModelInfo.of("claude-3").describedAs("is deprecated"),
                            ModelInfo.of("claude-sonnet-4-5")
                                    .describedAs("is retired")
                                    .endingOn(LocalDate.of(2026, 11, 30))
                                    .costing(price("3", "15", "0.3", "3.75")),
                            ModelInfo.of("claude-sonnet-4-6")
                                    .describedAs("Claude Sonnet 4.6, is deprecated")
                                    .endingOn(LocalDate.of(2027, 2, 17))
                                    .costing(price("3", "15", "0.3", "3.75")),
                            ModelInfo.of("claude-sonnet-5-5")
                                    .describedAs("Claude Sonnet 5.5")
                                    .costing(price("2", "10", "0.1", "2.5"))
                                    .sized(OptionalLong.of(900_000), OptionalLong.of(128_000)));
            assertThat(server.requests().getFirst().path()).isEqualTo("/v1/models?limit=1000");
            assertThat(server.requests().getFirst().header("x-api-key")).contains(Asked.KEY.reveal());
            assertThat(server.requests().getFirst().header("anthropic-version")).contains("2026-10-21");
        }
    }

    @Test
    void aModelThatEndsOrDoesNotExistIsDiagnosed() throws Exception {
        assertThat(diagnose("claude-sonnet-5-5", LISTING)).isEmpty();
        assertThat(diagnose("claude-sonnet-4-5", LISTING))
                .containsExactly("The model claude-sonnet-4-5 is retired. Choose another one.");
        assertThat(diagnose("claude-nobody", LISTING))
                .containsExactly("The server does not list the model claude-nobody among its 4 models. Check model.");
        assertThat(diagnose("claude-nobody", WireReply.json(200, "{}"))).isEmpty();
        assertThat(diagnose("claude-sonnet-5-5", WireReply.status(401)))
                .singleElement()
                .asString()
                .contains("401", "Check the key in api_key");
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(" ", Optional.empty()))
                .withMessageContaining("' '");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClaudeConfig(
                        "m",
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        "off",
                        Optional.empty(),
                        "off",
                        "2026-10-21",
                        "error"))
                .withMessageContaining("got 0");
    }

    @Test
    void pricesChangeOnTheirDay() {
        ClaudeConfig config = Asked.config(SERVER, Asked.KEY);
        assertThat(backend.known(config, LocalDate.of(2026, 10, 6)).flatMap(ModelInfo::price))
                .contains(price("2", "10", "0.2", "2.5"));
        assertThat(backend.known(config, LocalDate.of(2026, 10, 7)).flatMap(ModelInfo::price))
                .contains(price("2", "10", "0.1", "2.5"));
        assertThat(backend.known(Asked.config(SERVER, Asked.KEY, "claude-sonnet-4-5-20250929"), LocalDate.EPOCH)
                        .flatMap(ModelInfo::shutdown))
                .contains(LocalDate.of(2026, 11, 30));
        assertThat(backend.known(Asked.config(SERVER, Asked.KEY, "qwen3"), LocalDate.EPOCH))
                .isEmpty();
    }

    @Test
    void whatAModelDoesNotTakeIsAnError() {
        assertThat(refusal("claude-opus-5-5", 32_000, "off", Optional.empty()))
                .startsWith("The model claude-opus-5-5 does not take thinking: off, because it always thinks.");
        assertThat(refusal("claude-haiku-4-5", 32_000, "off", Optional.of("low")))
                .startsWith("The model claude-haiku-4-5 does not take effort: low, because it knows none.");
        assertThat(refusal("claude-haiku-4-5", 32_000, "adaptive", Optional.empty()))
                .startsWith("The model claude-haiku-4-5 does not take thinking: adaptive, because it cannot do that.");
        assertThat(refusal("claude-sonnet-5-5", 200_000, "off", Optional.empty()))
                .startsWith(
                        "The model claude-sonnet-5-5 does not take max_output_tokens: 200000, because it ends at 128000.");
        backend.open(Asked.config(SERVER, Asked.KEY, "qwen3").with(200_000, "off", Optional.of("max")), Asked.ENGINE)
                .close();
    }

    @Test
    void orItIsLeftOut() {
        TestContext context = TestContext.with();
        ClaudeConfig config = dropping(
                Asked.config(SERVER, Asked.KEY, "claude-haiku-4-5").with(200_000, "adaptive", Optional.of("low")));
        ClaudeConfig fitting = KnownModels.fit(config, context);
        assertThat(fitting).isEqualTo(config.with(64_000, "off", Optional.empty()));
        assertThat(context.warnings()).hasSize(3);
        ClaudeConfig always =
                dropping(Asked.config(SERVER, Asked.KEY, "claude-opus-5-5").with(32_000, "off", Optional.of("low")));
        assertThat(KnownModels.fit(always, context)).isEqualTo(always.with(32_000, "adaptive", Optional.of("low")));
    }

    private String refusal(String model, int limit, String thinking, Optional<String> effort) {
        ClaudeConfig config = Asked.config(SERVER, Asked.KEY, model).with(limit, thinking, effort);
        BackendException refusal =
                catchThrowableOfType(BackendException.class, () -> backend.open(config, Asked.ENGINE));
        assertThat(refusal.kind()).isEqualTo(BackendException.Kind.INVALID_REQUEST);
        return String.valueOf(refusal.getMessage());
    }

    private static ClaudeConfig dropping(ClaudeConfig config) {
        return new ClaudeConfig(
                config.model(),
                config.baseUrl(),
                config.apiKey(),
                config.maxOutputTokens(),
                config.thinking(),
                config.effort(),
                config.cache(),
                config.apiVersion(),
                "drop");
    }

    private static Price price(String input, String output, String cached, String written) {
        return new Price(
                new BigDecimal(input), new BigDecimal(output), new BigDecimal(cached), new BigDecimal(written));
    }

    private List<String> diagnose(String model, WireReply reply) throws InterruptedException {
        try (WireServer server = WireServer.replying(reply)) {
            return backend.diagnose(config(model, Optional.of(server)), Asked.ENGINE);
        }
    }

    private static ClaudeConfig config(String model, Optional<WireServer> server) {
        return new ClaudeConfig(
                model,
                server.map(WireServer::uri),
                server.map(any -> Asked.KEY),
                32_000,
                "adaptive",
                Optional.empty(),
                "5m",
                "2026-10-21",
                "error");
    }
}
