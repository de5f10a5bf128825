package ai.massgen.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.massgen.api.Json;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.ProviderState;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.testkit.wire.WireRequest;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules that every {@link ai.massgen.api.backend.Backend} keeps which speaks server-sent events over HTTP: those of
 * {@link BackendContract}, played by a scripted server, and what servers, networks and requests add.
 *
 * <pre>{@code
 * class AcmeContractTest extends WireBackendContract<AcmeConfig> {
 *     @Override
 *     protected Backend<AcmeConfig> backend() {
 *         return new AcmeBackend();
 *     }
 *
 *     @Override
 *     protected AcmeConfig config(URI server, Secret key) {
 *         return new AcmeConfig("m-1", server, key, Optional.empty());
 *     }
 *
 *     @Override
 *     protected List<Setting> settings() {
 *         return List.of(
 *                 Setting.sends("model", "m-2", "\"model\":\"m-2\""),
 *                 Setting.sends("temperature", 0.75, "\"temperature\":0.75"));
 *     }
 * }
 * }</pre>
 *
 * <p>The module brings samples of its wire in a folder {@code wire} beside the test class, in {@code src/test/resources}.
 * Only {@code text.sse} is indispensable:
 *
 * <table>
 * <caption>Samples</caption>
 * <tr><th>file</th><th>what it holds</th></tr>
 * <tr><td>{@code text.sse}</td><td>{@link Scene#TEXT}, with {@code "Grüße 🌍, "} in one event and {@code "world."}, written as
 *     these letters, in a later one; usage 9 in, 4 out</td></tr>
 * <tr><td>{@code reasoning.sse}, {@code tool-call.sse}, {@code parallel-tool-calls.sse}, {@code max-tokens.sse}</td>
 *     <td>the {@link Scene} of that name; in {@code reasoning.sse} the usage of {@link #usage}</td></tr>
 * <tr><td>{@code web-search.sse}, {@code code-execution.sse}, {@code file-search.sse}, {@code url-context.sse}</td>
 *     <td>the model uses that tool of the provider, then says "It is 42."</td></tr>
 * <tr><td>{@code headers.txt}</td><td>the headers of every reply, one a line: the request id {@code req-contract-1} and the
 *     limits of {@link #rateLimits}</td></tr>
 * <tr><td>{@code failures/<kind>.<words>.http}</td><td>a reply that is a failure of a
 *     {@link BackendException.Kind}: a line with the status, lines with headers, a blank line, the body</td></tr>
 * <tr><td>{@code failures/<kind>.<words>.sse}</td><td>a stream with status 200 that comes to a failure of that kind</td></tr>
 * </table>
 *
 * @param <C> the record of the backend's settings
 */
public abstract class WireBackendContract<C extends Record> extends WireFaultRules<C> {
    /** For subclasses. */
    protected WireBackendContract() {}

    /**
     * What each component of the settings does. A component without an entry fails the contract, except for those that
     * {@link #config} fills with the server's address and the key, since every other rule depends on them.
     *
     * @return the settings
     */
    protected abstract List<Setting> settings();

    /**
     * What a request looks like that offers a tool of the provider. Overridden by a backend that declares one.
     *
     * @param tool a capability that is a provider tool
     * @return a text that the body then contains, and without the tool does not
     */
    protected String providerToolTrace(Capability tool) {
        throw new AssertionError("the contract has to override providerToolTrace: what offers " + tool + "?");
    }

    /**
     * Components of the settings whose effect only other tests of the module can show, for example because they mean nothing on
     * the wire that this contract is about.
     *
     * @return names of components
     */
    protected Set<String> settingsTestedElsewhere() {
        return Set.of();
    }

    @Test
    void nothingIsSentBeforeACall() {
        C config = required(Scene.TEXT);
        assertThat(backend().capabilities(config)).isEqualTo(backend().capabilities(config));
        open(config).close();
        assertThat(server().connections()).isZero();
    }

    @TestFactory
    Stream<DynamicTest> everySettingHasItsEffect() {
        return settings().stream()
                .map(setting -> DynamicTest.dynamicTest(setting.component(), () -> {
                    C before = required(Scene.TEXT);
                    WireRequest sentBefore = sent(before, Requests.plain().build());
                    C config = required(Scene.TEXT);
                    C after = setting.apply(config);
                    WireRequest sentAfter = sent(after, Requests.plain().build());
                    setting.verify(backend(), before, after, sentBefore, sentAfter);
                }));
    }

    @Test
    void noSettingIsWithoutATest() {
        C config = required(Scene.TEXT);
        List<String> known =
                new ArrayList<>(settings().stream().map(Setting::component).toList());
        known.addAll(settingsTestedElsewhere());
        List<String> missing = Arrays.stream(backend().configType().getRecordComponents())
                .filter(component -> !isAddressOrKey(Records.value(config, component)))
                .map(RecordComponent::getName)
                .filter(name -> !known.contains(name))
                .toList();
        assertThat(missing)
                .as("components of the settings that no test changes")
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> whatACapabilityAddsIsSent() {
        return backend().capabilities(required(Scene.TEXT)).stream()
                .map(capability -> DynamicTest.dynamicTest(capability.name(), () -> {
                    String plain = body(Requests.plain().build());
                    String full = body(Requests.using(capability));
                    assertThat(traces(capability))
                            .allSatisfy(trace -> assertThat(full).contains(trace));
                    assertThat(full).isNotEqualTo(plain);
                    assertThat(plain).doesNotContain(traces(capability).getFirst());
                }));
    }

    @TestFactory
    Stream<DynamicTest> aToolThatTheProviderRunsIsAnnounced() {
        return backend().capabilities(required(Scene.TEXT)).stream()
                .filter(Capability::providerTool)
                .map(tool -> DynamicTest.dynamicTest(tool.name(), () -> {
                    EventStream sample = samples().stream(tool).orElseGet(() -> abort("there is no sample of " + tool));
                    Heard heard = hear(samples().well(sample), Requests.using(tool));
                    assertThat(heard.reply().text()).isEqualTo(Scene.REASONING.text());
                    assertThat(heard.deltas()).contains(new ModelDelta.ProviderToolStarted(tool));
                }));
    }

    @Test
    void aConversationIsSentWhole() throws InterruptedException {
        assumeTools();
        ToolCall first = new ToolCall("call-abc", "look", new Json("{\"at\":7701}"));
        ToolCall second = new ToolCall("call-def", "look", new Json("{\"at\":7702}"));
        ToolCall third = new ToolCall("call-ghi", "list", Json.EMPTY_OBJECT);
        ModelRequest request = Requests.conversation(
                        Message.User.of("First question?"),
                        new Message.Assistant("Let me look.", List.of(first, second, third), Optional.empty()),
                        new Message.ToolResults(List.of(
                                ToolResult.success("call-abc", "seen something"),
                                ToolResult.failure("call-def", "no such place"),
                                new ToolResult("call-ghi", "", Optional.of(new Json("{\"places\":8803}")), false))),
                        new Message.Assistant("I have looked.", List.of(), Optional.empty()),
                        Message.User.of("Second question?"))
                .tools(Requests.TOOLS)
                .build();
        String body = body(request);
        assertThat(body)
                .contains("Be brief.")
                .containsSubsequence(
                        "First question?",
                        "Let me look.",
                        "7701",
                        "7702",
                        "seen something",
                        "no such place",
                        "8803",
                        "I have looked.",
                        "Second question?");
    }

    @Test
    void equalRequestsAreSentAlikeAndDifferentOnesAreNot() throws InterruptedException {
        List<ModelRequest> requests = new ArrayList<>(List.of(
                Requests.plain().build(),
                ModelRequest.builder(new CallKey("agent2", 7), List.of(Message.User.of("Hello?")))
                        .system("Be brief.")
                        .build(),
                Requests.plain().system("Be thorough.").build(),
                Requests.saying("Hello!").build(),
                Requests.conversation(
                                Message.User.of("Hello?"),
                                new Message.Assistant("Hello.", List.of(), Optional.empty()),
                                Message.User.of("Hello?"))
                        .build()));
        backend().capabilities(required(Scene.TEXT)).forEach(capability -> requests.add(Requests.using(capability)));
        for (ModelRequest one : requests) {
            for (ModelRequest other : requests) {
                assertThat(body(one).equals(body(other)))
                        .as("%s and %s are sent alike", one, other)
                        .isEqualTo(one.fingerprint().equals(other.fingerprint()));
            }
        }
    }

    @Test
    void stateGoesBackToItsOwnBackendAndModelOnly() throws InterruptedException {
        ProviderState state =
                play(Scene.REASONING).reply().state().orElseGet(() -> abort("this wire has no state that goes back"));
        assertThat(state.owner()).isEqualTo(backend().name());
        String without = bodyWith(Optional.empty());
        assertThat(bodyWith(Optional.of(state))).isNotEqualTo(without);
        assertThat(bodyWith(Optional.of(new ProviderState("another", state.model(), state.json()))))
                .as("the state of another backend is dropped")
                .isEqualTo(without);
        assertThat(bodyWith(Optional.of(new ProviderState(state.owner(), "another", state.json()))))
                .as("the state of another model is dropped")
                .isEqualTo(without);
    }

    @Test
    void theKeyTravelsInAHeaderAndNowhereElse() throws InterruptedException {
        WireRequest request = sent(required(Scene.TEXT), Requests.plain().build());
        assertThat(request.headers().values())
                .anySatisfy(value -> assertThat(value).contains(KEY.reveal()));
        assertThat(request.path()).doesNotContain(KEY.reveal());
        assertThat(request.body()).doesNotContain(KEY.reveal());
    }

    @Test
    void theKeyIsInNothingThatIsPrinted() {
        C config = required(Scene.TEXT);
        Leaks leaks = new Leaks(KEY);
        try (Model model = open(config)) {
            for (Object surface : List.of(config, backend(), model, context().warnings())) {
                leaks.assertNone(surface);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> aServerThatSaysTheKeyBackIsNotQuoted() {
        Leaks leaks = new Leaks(KEY);
        return Stream.concat(leaks.echoes(samples()).entrySet().stream(), leaks.cuts().entrySet().stream())
                .map(echo -> DynamicTest.dynamicTest(echo.getKey(), () -> {
                    Heard heard = hear(echo.getValue());
                    assertThat(heard.problem()).isPresent();
                    leaks.assertNone(heard);
                }));
    }

    @Test
    void theKeyIsInNoFailureOfAListingOrADiagnosis() throws InterruptedException {
        Leaks leaks = new Leaks(KEY);
        for (WireReply echo : leaks.echoes(samples()).values()) {
            C config = serving(request -> echo);
            leaks.assertNone(backend().diagnose(config, context()));
            try {
                leaks.assertNone(backend().models(config, context()));
            } catch (BackendException e) {
                leaks.assertNone(e);
            }
        }
    }

    private List<String> traces(Capability capability) {
        return capability.providerTool() ? List.of(providerToolTrace(capability)) : Requests.traces(capability);
    }

    private void assumeTools() {
        assumeTrue(
                backend().capabilities(required(Scene.TEXT)).contains(Capability.TOOLS), "this backend takes no tools");
    }

    private WireRequest sent(C config, ModelRequest request) throws InterruptedException {
        try (Model model = open(config)) {
            Heard.ask(model, request).reply();
            return server().requests().getLast();
        }
    }

    /** The body of a request, with slashes written plainly, as JSON allows and does not demand. */
    private String body(ModelRequest request) throws InterruptedException {
        return sent(required(Scene.TEXT), request).body().replace("\\/", "/");
    }

    private String bodyWith(Optional<ProviderState> state) throws InterruptedException {
        Message.Assistant reply = new Message.Assistant(Scene.REASONING.text(), List.of(), state);
        return body(Requests.conversation(Message.User.of("Hello?"), reply, Message.User.of("Go on."))
                .build());
    }

    private boolean isAddressOrKey(Object value) {
        Object inner = value instanceof Optional<?> optional && optional.isPresent() ? optional.get() : value;
        return inner.equals(KEY)
                || (inner instanceof URI uri && server().uri().getAuthority().equals(uri.getAuthority()));
    }
}
