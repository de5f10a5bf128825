package ai.massgen.core.mcp;

import static ai.massgen.core.mcp.McpClientTest.assertKind;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.core.http.Dialer;
import ai.massgen.core.http.HttpTap;
import ai.massgen.core.http.HttpTarget;
import ai.massgen.core.mcp.McpException.Kind;
import ai.massgen.core.mcp.McpOptions.Limits;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real server over HTTP that we did not write, as a process on the loopback. */
@Timeout(60)
class EverythingServerTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @SuppressWarnings("NullAway.Init")
    private static Process server;

    @SuppressWarnings("NullAway.Init")
    private static URI url;

    @BeforeAll
    static void startTheServer() throws IOException {
        NodePackages packages = NodePackages.find();
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                        packages.node(), packages.program("server-everything"), "streamableHttp")
                .redirectErrorStream(true);
        builder.environment().put("PORT", String.valueOf(port));
        server = builder.start();
        BufferedReader output = server.inputReader();
        String line = output.readLine();
        while (line != null && !line.contains(String.valueOf(port))) {
            line = output.readLine();
        }
        assertThat(line).as("the line that says where it listens").isNotNull();
        url = URI.create("http://127.0.0.1:" + port + "/mcp");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    static void endTheServer() {
        if (server != null) {
            server.destroyForcibly();
        }
    }

    private static McpClient connect() {
        return ScriptedSite.connect(Dialer.of(HttpTarget.of(url), true, HttpTap.NONE), Handshake.AUTO, Limits.DEFAULT);
    }

    @Test
    void toolsResourcesAndPromptsWork() throws InterruptedException {
        try (McpClient client = connect()) {
            McpServerInfo info = client.initialize();
            List<McpTool> tools = client.listTools();

            assertThat(info.protocolVersion()).isEqualTo("2025-11-25");
            assertThat(tools).extracting(McpTool::name).contains("echo", "get-sum");
            assertThat(client.callTool("echo", new Json("{\"message\":\"grüße\"}"), LONG)
                            .content())
                    .containsExactly(new McpContent.Text("Echo: grüße"));
            List<McpEntry> resources = client.library().resources(LONG);
            assertThat(resources).isNotEmpty();
            assertThat(client.library()
                            .resource(resources.getFirst().key(), LONG)
                            .content())
                    .isNotEmpty();
            assertThat(client.library().prompts(LONG)).isNotEmpty();
            assertThat(client.library().prompt("simple-prompt", Map.of(), LONG).content())
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void manyCallsGoOverFewConnections() throws InterruptedException {
        try (McpClient client = connect()) {
            client.initialize();
            for (int i = 0; i < 50; i++) {
                McpToolResult result = client.callTool("get-sum", new Json("{\"a\":" + i + ",\"b\":1}"), LONG);
                assertThat(result.content().getFirst().toString()).contains(String.valueOf(i + 1));
            }
            assertThat(client.oddities().unknownIds()).isZero();
        }
    }

    @Test
    void whatTheServerAsksForIsRefusedAndTheCallEnds() throws InterruptedException {
        try (McpClient client = connect()) {
            client.initialize();
            assertKind(
                    Kind.TIMEOUT,
                    () -> client.callTool(
                            "trigger-long-running-operation",
                            new Json("{\"duration\":30,\"steps\":3}"),
                            Duration.ofMillis(300)),
                    "did not answer tools/call");
            assertThat(client.callTool("echo", new Json("{\"message\":\"on\"}"), LONG)
                            .error())
                    .isFalse();
        }
    }
}
