package ai.massgen.backend.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.ModelInfo;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.testkit.wire.WireServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClaudeBackendTest {
    private static final WireReply LISTING = WireReply.json(200, """
            {"data":[
              {"type":"model","id":"claude-sonnet-5-5","display_name":"Claude Sonnet 5.5","lifecycle":"active","retires_at":null},
              {"type":"model","id":"claude-sonnet-4-6","display_name":"Claude Sonnet 4.6","lifecycle":"deprecated",
               "retires_at":"2027-02-17T00:00:00Z"},
              {"type":"model","id":"claude-sonnet-4-5","display_name":"","lifecycle":"retired"},
              {"type":"model","id":"claude-3","lifecycle":"deprecated"}],
             "has_more":false}
            """);

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
            assertThat(backend.models(Asked.config(server.uri(), Asked.KEY), Asked.ENGINE))
                    .containsExactly(
                            ModelInfo.of("claude-3").describedAs("is deprecated"),
                            ModelInfo.of("claude-sonnet-4-5").describedAs("is retired"),
                            ModelInfo.of("claude-sonnet-4-6")
                                    .describedAs("Claude Sonnet 4.6, is deprecated and retires on 2027-02-17"),
                            ModelInfo.of("claude-sonnet-5-5").describedAs("Claude Sonnet 5.5"));
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
                        "m", Optional.empty(), Optional.empty(), 0, "off", Optional.empty(), "off", "2026-10-21"))
                .withMessageContaining("got 0");
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
                "2026-10-21");
    }
}
