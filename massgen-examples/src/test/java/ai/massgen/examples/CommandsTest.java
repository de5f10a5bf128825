package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.MassGen;
import ai.massgen.core.event.EgressEvent;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.event.TrustEvent;
import ai.massgen.testkit.engine.LocalDocker;
import ai.massgen.testkit.engine.LocalPodman;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole runs whose agent runs shell commands in a real container. */
@Timeout(120)
@Tag("engine")
class CommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** An engine, and a runtime if it is not the engine's own. */
    record Place(String engine, String policy) {
        @Override
        public String toString() {
            return engine + policy;
        }

        Map<String, String> environment() {
            return engine.equals("podman")
                    ? Map.of("CONTAINER_HOST", LocalPodman.host())
                    : Map.of("DOCKER_HOST", LocalDocker.host());
        }
    }

    static Stream<Place> places() {
        return Stream.of(new Place("docker", ""), new Place("docker", "runtime: runsc"), new Place("podman", ""));
    }

    /** One agent that runs these commands one after the other. */
    private static String agent(String... commands) {
        StringBuilder steps = new StringBuilder(
                "version: 1\nagents:\n  - id: ada\n    backend:\n      type: scripted\n      mode: script\n      steps:\n");
        for (String command : commands) {
            steps.append("        - { say: \"Running.\", tool: shell__execute_command, arguments: ")
                    .append(command.startsWith("{") ? command : arguments(command))
                    .append(" }\n");
        }
        return steps.append(
                        "        - { answer: \"{{last_tool_result}}\" }\n        - { vote: agent1, reason: \"Run.\" }\n")
                .toString();
    }

    private static String arguments(String command) {
        return "{ command: " + JSON.valueToTree(command) + " }";
    }

    private static String within(int seconds, String command) {
        return "{ command: " + JSON.valueToTree(command) + ", timeout_seconds: " + seconds + " }";
    }

    private static String tool(Place place, String more) {
        return "tools:\n  shell: { image: massgen/busybox, pull: never, commands: true, policy: { " + place.policy()
                + " } " + more + " }\nsandbox: { engine: " + place.engine() + " }\n";
    }

    private Seen run(Place place, String config) throws InterruptedException {
        return Seen.ask(
                MassGen.builder()
                        .workingDirectory(folder)
                        .environment(place.environment())
                        .config(config, "test"),
                "What is there?");
    }

    private Seen run(Place place, String more, String... commands) throws InterruptedException {
        return run(place, agent(commands) + tool(place, more));
    }

    private static List<JsonNode> results(Seen seen) {
        List<JsonNode> results = new ArrayList<>();
        for (SessionEvent.ToolCallFinished call : seen.all(SessionEvent.ToolCallFinished.class)) {
            try {
                results.add(JSON.readTree(call.text()));
            } catch (JsonProcessingException e) {
                throw new AssertionError("no result but: " + call.text(), e);
            }
        }
        return results;
    }

    @ParameterizedTest
    @MethodSource("places")
    void bothStreamsAndTheExitCodeAreTold(Place place) throws Exception {
        Seen seen = run(
                place,
                "",
                "echo to out; echo to err >&2; exit 7",
                "pwd; id -u; echo note > note.txt; touch /etc/no 2>/dev/null || echo locked");

        assertThat(results(seen)).hasSize(2);
        JsonNode first = results(seen).getFirst();
        assertThat(first.path("exit_code").asInt(-1)).isEqualTo(7);
        assertThat(first.path("stdout").asText()).isEqualTo("to out\n");
        assertThat(first.path("stderr").asText()).isEqualTo("to err\n");
        assertThat(first.path("timed_out").asBoolean(true)).isFalse();
        assertThat(first.path("stdout_truncated").asBoolean(true)).isFalse();
        assertThat(results(seen).getLast().path("stdout").asText())
                .startsWith("/workspace\n")
                .endsWith("locked\n");
        assertThat(seen.result().directory().resolve("agents/agent1/workspace/note.txt"))
                .hasContent("note");
        assertThat(seen.all(SessionEvent.ToolServerStarted.class)).hasSize(1);
        assertThat(seen.all(SessionEvent.ToolServerStopped.class))
                .singleElement()
                .satisfies(stopped -> assertThat(stopped.calls()).isEqualTo(2));
    }

    @ParameterizedTest
    @MethodSource("places")
    void whatTakesTooLongIsKilledWithAllItStarted(Place place) throws Exception {
        Seen seen = run(
                place,
                "",
                within(2, "echo begun; sleep 301 & sleep 302"),
                "ps | grep -c '[s]leep 30'; echo same > /tmp/x");

        JsonNode killed = results(seen).getFirst();
        assertThat(killed.path("timed_out").asBoolean()).isTrue();
        assertThat(killed.path("exit_code").isNull()).isTrue();
        assertThat(killed.path("stdout").asText()).isEqualTo("begun\n");
        assertThat(killed.path("duration_ms").asInt()).isBetween(1_900, 20_000);
        assertThat(results(seen).getLast().path("stdout").asText()).isEqualTo("0\n");
        assertThat(seen.all(SessionEvent.ToolServerStarted.class)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("places")
    void jobsGoOnBetweenCallsAndDieWithTheContainer(Place place) throws Exception {
        Seen seen = run(
                place,
                "",
                "sleep 303 & echo $! > /workspace/pid; echo said",
                "kill -0 $(cat /workspace/pid) && echo alive");

        assertThat(results(seen).getFirst().path("stdout").asText()).isEqualTo("said\n");
        assertThat(results(seen).getFirst().path("duration_ms").asInt()).isLessThan(20_000);
        assertThat(results(seen).getLast().path("stdout").asText()).isEqualTo("alive\n");
        assertThat(seen.all(SessionEvent.ToolServerStopped.class)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("places")
    void commandsReachTheHostsOfTheListAndNoOther(Place place) throws Exception {
        HttpServer listed = host();
        HttpServer other = host();
        try {
            Seen seen = run(place, agent(get(listed), get(other)) + online(place, listed));

            assertThat(results(seen).getFirst().path("stdout").asText()).isEqualTo("a page\n");
            assertThat(results(seen).getLast().path("stdout").asText()).isEmpty();
            assertThat(results(seen).getLast().path("stderr").asText()).contains("403");
            assertThat(seen.all(EgressEvent.EgressConnected.class))
                    .singleElement()
                    .satisfies(event -> assertThat(event.target()).isEqualTo(address(listed)));
            assertThat(seen.all(EgressEvent.EgressRefused.class))
                    .singleElement()
                    .satisfies(event -> assertThat(event.target()).isEqualTo(address(other)));
        } finally {
            listed.stop(0);
            other.stop(0);
        }
    }

    @Test
    void aCommandThatStopsTheForwarderLosesItsContainer() throws Exception {
        Place place = new Place("docker", "");
        HttpServer listed = host();
        try {
            Seen seen =
                    run(place, agent("python3 -c \"" + killer() + "\"; sleep 30", get(listed)) + online(place, listed));

            assertThat(seen.all(SessionEvent.ToolCallFinished.class).getFirst().text())
                    .contains("the forwarder of policy.egress was lost");
            JsonNode next = JSON.readTree(
                    seen.all(SessionEvent.ToolCallFinished.class).getLast().text());
            assertThat(next.path("stdout").asText()).isEqualTo("a page\n");
            assertThat(next.path("note").asText()).contains("is gone");
            assertThat(seen.all(SessionEvent.ToolServerStarted.class)).hasSize(2);
        } finally {
            listed.stop(0);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void commandsHaveTheSecretsOfTheirTool(Place place) throws Exception {
        Map<String, String> environment = new HashMap<>(place.environment());
        environment.put("HIDDEN", "hunter2");
        Seen seen = Seen.ask(
                MassGen.builder()
                        .workingDirectory(folder)
                        .environment(environment)
                        .config(
                                agent("printf %s \"$TOKEN\" | wc -c")
                                        + tool(place, ", secrets: { TOKEN: \"${HIDDEN}\" }"),
                                "test"),
                "What is there?");

        assertThat(results(seen).getFirst().path("stdout").asText().strip()).isEqualTo("7");
    }

    private static HttpServer host() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.2", 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 6);
            exchange.getResponseBody().write("a page".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String address(HttpServer server) {
        return "127.0.0.2:" + server.getAddress().getPort();
    }

    private static String get(HttpServer server) {
        return "python3 -c \"import urllib.request as r; print(r.urlopen('http://" + address(server)
                + "/').read().decode())\"";
    }

    /** Ends whatever runs the text of the forwarder. */
    private static String killer() {
        return "import os; [os.kill(int(p), 9) for p in os.listdir('/proc') if p.isdigit() and int(p) != os.getpid()"
                + " and str(3120 + 8).encode() in open('/proc/' + p + '/cmdline', 'rb').read()]";
    }

    private static String online(Place place, HttpServer listed) {
        return "tools:\n  shell: { image: massgen/mcp-fetch, pull: never, commands: true, policy: { egress: [\""
                + address(listed) + "\"], allow_private_addresses: true"
                + (place.policy().isEmpty() ? "" : ", ")
                + place.policy() + " } }\nsandbox: { engine: " + place.engine() + " }\n";
    }

    @Test
    void ofLongOutputTheBeginningAndTheEndAreShown() throws Exception {
        Seen seen = run(
                new Place("docker", ""),
                ", command_output: 1KiB",
                "echo first; yes | head -c 3000000; echo last",
                "echo short");

        JsonNode long1 = results(seen).getFirst();
        assertThat(long1.path("stdout_truncated").asBoolean()).isTrue();
        assertThat(long1.path("stdout").asText())
                .startsWith("first\ny\n")
                .endsWith("y\nlast\n")
                .contains("[cut: 29989")
                .hasSizeLessThan(1100);
        assertThat(results(seen).getLast().path("stdout_truncated").asBoolean(true))
                .isFalse();
    }

    @Test
    void theFirstProcessReapsWhatCommandsLeaveBehind() throws Exception {
        String orphans = "for i in $(seq 25); do (true &) ; done; echo done";

        Seen seen = run(new Place("docker", "pids: 64"), "", orphans, orphans, orphans, orphans, orphans, orphans);

        assertThat(results(seen))
                .hasSize(6)
                .allSatisfy(result -> assertThat(result.path("stdout").asText()).isEqualTo("done\n"));
        assertThat(seen.all(SessionEvent.ToolServerStarted.class)).hasSize(1);
    }

    @Test
    void aForkBombEndsWithItsContainerAndTheNextCommandIsToldSo() throws Exception {
        Seen seen = run(
                new Place("docker", "pids: 64"),
                "",
                within(2, "bomb() { bomb | bomb & }; bomb; sleep 100"),
                "echo here");

        JsonNode next = results(seen).getLast();
        assertThat(next.path("stdout").asText()).isEqualTo("here\n");
        if (seen.all(SessionEvent.ToolServerStarted.class).size() == 2) {
            assertThat(next.path("note").asText()).contains("is gone", "This one is new");
        }
    }

    @Test
    void aContainerThatIsLostIsReplacedAndTheModelIsTold() throws Exception {
        Seen seen = Seen.ask(
                MassGen.builder()
                        .workingDirectory(folder)
                        .environment(new Place("docker", "").environment())
                        .config(
                                agent("echo one > /workspace/kept; echo one", "sleep 90", "cat /workspace/kept")
                                        + tool(new Place("docker", ""), ""),
                                "test")
                        .listener(record -> {
                            if (record.event() instanceof SessionEvent.ToolCallFinished call && !call.error()) {
                                removeContainers(record.run());
                            }
                        }),
                "What is there?");

        List<SessionEvent.ToolCallFinished> calls = seen.all(SessionEvent.ToolCallFinished.class);
        assertThat(calls).hasSize(3);
        assertThat(calls.get(1).error()).isTrue();
        assertThat(calls.get(1).text()).contains("the container of the command has ended");
        JsonNode third = JSON.readTree(calls.getLast().text());
        assertThat(third.path("stdout").asText()).isEqualTo("one\n");
        assertThat(third.path("note").asText()).contains("is gone", "/workspace is as it was");
        assertThat(seen.all(SessionEvent.ToolServerStarted.class)).hasSize(2);
        assertThat(seen.all(SessionEvent.ToolServerFailed.class)).isNotEmpty();
    }

    @Test
    void whatHasToBeApprovedDoesNotRunWithoutSomebodyToAsk() throws Exception {
        Seen seen = run(
                new Place("docker", ""),
                agent("echo x > /workspace/x") + tool(new Place("docker", ""), ", approve: [execute_command]"));

        assertThat(seen.all(TrustEvent.ToolCallDenied.class)).hasSize(1);
        assertThat(seen.all(SessionEvent.ToolServerStarted.class)).isEmpty();
        assertThat(seen.result().directory().resolve("agents/agent1/workspace/x"))
                .doesNotExist();
    }

    @Test
    void withPlanningCommandsWaitForThePresentation() throws Exception {
        Seen seen = run(
                new Place("docker", ""),
                agent("echo x > /workspace/x") + tool(new Place("docker", ""), "")
                        + "coordination: { planning: true }\n");

        assertThat(seen.all(SessionEvent.ToolCallFinished.class)).first().satisfies(call -> {
            assertThat(call.error()).isTrue();
            assertThat(call.text()).contains("waits for the presentation");
        });
        assertThat(seen.all(SessionEvent.ToolServerStarted.class)).isEmpty();
    }

    private static void removeContainers(String run) {
        try {
            docker(Stream.concat(
                            Stream.of("rm", "-f"),
                            docker(List.of("ps", "-aq", "--filter", "label=ai.massgen.run=" + run)).stream())
                    .toList());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> docker(List<String> arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of("docker", "-H", LocalDocker.host()), arguments.stream())
                                .toList())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output.lines().toList();
    }
}
