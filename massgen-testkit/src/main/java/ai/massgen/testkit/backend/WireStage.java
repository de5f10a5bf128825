package ai.massgen.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.config.Secret;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.testkit.wire.WireRequest;
import ai.massgen.testkit.wire.WireServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;

/** Scripted servers for the rules of a wire. */
abstract class WireStage<C extends Record> extends BackendContract<C> {
    static final Secret KEY = Secret.of("sk-contract-7f3a9c1e5b8d2046");

    private static final Pattern TOKEN = Pattern.compile("call-\\d\\d");

    private final List<WireServer> servers = new ArrayList<>();

    /**
     * Settings that lead to a server.
     *
     * @param server the server's address, without a path
     * @param key the key to send
     * @return the settings
     */
    protected abstract C config(URI server, Secret key);

    @Override
    protected final Optional<C> playing(Scene scene) {
        return script(scene).map(this::serving);
    }

    @AfterEach
    void closeServers() {
        servers.forEach(WireServer::close);
    }

    final WireSamples samples() {
        return WireSamples.beside(getClass());
    }

    /** Starts a server and gives the settings that lead to it. */
    final C serving(Function<WireRequest, WireReply> script) {
        WireServer server = WireServer.answering(script);
        servers.add(server);
        return config(server.uri(), KEY);
    }

    /** The server that was started last. */
    final WireServer server() {
        return servers.getLast();
    }

    final Heard hear(WireReply reply) throws InterruptedException {
        return hear(reply, Requests.plain().build());
    }

    final Heard hear(WireReply reply, ModelRequest request) throws InterruptedException {
        try (Model model = open(serving(any -> reply))) {
            Heard heard = Heard.ask(model, request);
            assertThat(server().requests()).as("one call is one request").hasSize(1);
            return heard;
        }
    }

    @Override
    final void awaitSilence(BackgroundCall call) throws InterruptedException {
        assertThat(server().awaitRequest(Requests.PATIENCE)).isTrue();
        call.awaitWaiting();
    }

    @Override
    final void assertNothingWasSent() {
        assertThat(server().requests()).as("what is refused is not sent").isEmpty();
    }

    private Optional<Function<WireRequest, WireReply>> script(Scene scene) {
        WireSamples samples = samples();
        return switch (scene) {
            case TEXT -> Optional.of(request -> samples.well(samples.text()));
            case REASONING, TOOL_CALL, PARALLEL_TOOL_CALLS, MAX_TOKENS ->
                samples.stream(scene).map(stream -> request -> samples.well(stream));
            case ECHO -> Optional.of(request -> samples.well(samples.text().replace("world", token(request))));
            case SILENCE -> Optional.of(request -> WireReply.silence());
            case HALF ->
                Optional.of(
                        request -> samples.well(samples.text().before("world")).stall());
            case FAILURE -> Optional.of(request -> WireReply.json(429, "{}"));
        };
    }

    private static String token(WireRequest request) {
        Matcher matcher = TOKEN.matcher(request.body());
        if (!matcher.find()) {
            throw new AssertionError("the text of the user's message is not in the request: " + request.body());
        }
        return matcher.group();
    }
}
