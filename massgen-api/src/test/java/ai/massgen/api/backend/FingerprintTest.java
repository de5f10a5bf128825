package ai.massgen.api.backend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ProviderState;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
    private static final CallKey KEY = new CallKey("agent1", 1);

    @Test
    void isTheSameOnEveryMachineAndInEveryRun() {
        ModelRequest request = ModelRequest.builder(KEY, List.of(Message.User.of("Grüße, 世界 🌍")))
                .system("be brief")
                .tools(List.of(tool("add", "adds", "{\"type\":\"object\"}")))
                .temperature(0.5)
                .seed(7)
                .maxOutputTokens(100)
                .build();

        assertThat(request.fingerprint()).isEqualTo("530ab33ba9174dfaa753cffee6ffdcc3d36a182a3915deaada8ac84c6cc6fae1");
    }

    @Test
    void ignoresWhoAsksAndHowLongItWaits() {
        ModelRequest one = asking("hi").build();
        ModelRequest other = ModelRequest.builder(new CallKey("agent2", 5), List.of(Message.User.of("hi")))
                .timeouts(
                        new ModelRequest.Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .build();

        assertThat(one.fingerprint()).isEqualTo(other.fingerprint());
    }

    @Test
    void ignoresWhiteSpaceBetweenJsonTokensButNotInsideStrings() {
        String loose = fingerprintOfArguments("{\n  \"a b\" : [1,\t2 ],\r\"q\":\"say \\\"x y\\\" \\\\\" }");

        assertThat(loose).isEqualTo(fingerprintOfArguments("{\"a b\":[1,2],\"q\":\"say \\\"x y\\\" \\\\\"}"));
        assertThat(loose).isNotEqualTo(fingerprintOfArguments("{\"ab\":[1,2],\"q\":\"say \\\"x y\\\" \\\\\"}"));
        assertThat(loose).isNotEqualTo(fingerprintOfArguments("{\"a b\":[1,2],\"q\":\"say \\\"xy\\\" \\\\\"}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"a":"\\u00e9\\/\\n"}   | {"a":"é/\\u000a"}
                    {"a":"\\ud83c\\udf0d"}   | {"a":"🌍"}
                    {"a":"\\u0022\\u005c"}   | {"a":"\\"\\\\"}
                    [1e5, -0, 0.10]          | [1E+5,0,0.10]
                    """)
    void ignoresHowAStringOrNumberIsSpelled(String one, String other) {
        assertThat(fingerprintOfArguments(one)).isEqualTo(fingerprintOfArguments(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"a":"\\n"}    | {"a":"n"}
                    {"a":"\\""}    | {"a":""}
                    {"a":"b,c"}    | {"a":"b","c":""}
                    [1,2]          | [12]
                    """)
    void valuesThatDifferDoNotLookAlike(String one, String other) {
        assertThat(fingerprintOfArguments(one)).isNotEqualTo(fingerprintOfArguments(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\", "\"\\u12", "\"", "1e", "-", "{\"a"})
    void whatIsNoJsonHasAFingerprintToo(String text) {
        assertThat(fingerprintOfArguments(text)).hasSize(64);
    }

    @Test
    void everythingThatIsAskedCounts() {
        Message.User hi = Message.User.of("hi");
        ToolCall call = new ToolCall("1", "add", Json.EMPTY_OBJECT);
        ProviderState state = new ProviderState("openai", "m", Json.EMPTY_OBJECT);
        Stream<ModelRequest> requests = Stream.of(
                asking("hi").build(),
                asking("hi", "there").build(),
                asking("hithere").build(),
                asking("hi").system("hi").build(),
                asking("hi").system("").build(),
                asking("hi").temperature(0).build(),
                asking("hi").seed(0).build(),
                asking("hi").maxOutputTokens(1).build(),
                asking("hi").tools(List.of(tool("add", "adds", "{}"))).build(),
                asking("hi").tools(List.of(tool("add", "adds", "[]"))).build(),
                asking("hi").tools(List.of(tool("adda", "dds", "{}"))).build(),
                of(new Message.User(List.of(new Part.Text("h"), new Part.Text("i")))),
                of(new Message.User(List.of(new Part.Image("image/png", "AAAA")))),
                of(hi, new Message.Assistant("hi", List.of(), Optional.empty()), hi),
                of(hi, new Message.Assistant("hi", List.of(call), Optional.empty()), hi),
                of(hi, new Message.Assistant("hi", List.of(), Optional.of(state)), hi),
                of(hi, new Message.ToolResults(List.of(ToolResult.success("1", "x")))),
                of(hi, new Message.ToolResults(List.of(ToolResult.failure("1", "x")))),
                of(
                        hi,
                        new Message.ToolResults(
                                List.of(new ToolResult("1", "x", Optional.of(Json.EMPTY_OBJECT), false)))));

        Set<String> seen = new HashSet<>();
        assertThat(requests.map(ModelRequest::fingerprint)).allMatch(seen::add).hasSize(19);
    }

    private static String fingerprintOfArguments(String json) {
        ToolCall call = new ToolCall("1", "add", new Json(json));
        return of(new Message.Assistant("", List.of(call), Optional.empty()), Message.User.of("hi"))
                .fingerprint();
    }

    private static ModelRequest.Builder asking(String... texts) {
        return ModelRequest.builder(
                KEY,
                Stream.of(texts).map(text -> (Message) Message.User.of(text)).toList());
    }

    private static ModelRequest of(Message... messages) {
        return ModelRequest.builder(KEY, List.of(messages)).build();
    }

    private static ToolSpec tool(String name, String description, String schema) {
        return new ToolSpec(name, description, new Json(schema));
    }
}
