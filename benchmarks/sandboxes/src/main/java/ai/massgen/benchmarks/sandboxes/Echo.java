package ai.massgen.benchmarks.sandboxes;

import ai.massgen.api.Json;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.mcp.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server's tool that echoes, and a way to it. */
interface Echo extends AutoCloseable {
    String HELLO = "hello";

    /** Calls the tool once; whether it echoed. */
    boolean call() throws Exception;

    @Override
    void close() throws Exception;

    /** Our client, our attach, the server in a locked container. */
    static Echo ours(Ours massgen) throws InterruptedException {
        SandboxProcess process = massgen.start(Ours.EVERYTHING, List.of());
        return of(Ours.client(process.stdout(), process.stdin()), process::close);
    }

    /** Our client, the engine's own program with {@code run -i}. */
    static Echo program() throws IOException, InterruptedException {
        return process(Engine.chosen().run(Ours.EVERYTHING));
    }

    /** Our client, the server as a plain child process. */
    static Echo child(PlainServer server) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(server.program()));
        command.addAll(server.arguments());
        return process(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    private static Echo process(Process process) throws InterruptedException {
        return of(Ours.client(process.getInputStream(), process.getOutputStream()), () -> {
            process.destroy(); // this server does not end by itself when its input ends
            process.waitFor();
        });
    }

    private static Echo of(McpClient client, AutoCloseable end) {
        Json arguments = new Json("{\"message\":\"" + HELLO + "\"}");
        return new Echo() {
            @Override
            public boolean call() throws InterruptedException {
                return client.callTool("echo", arguments, Duration.ofSeconds(30))
                        .content()
                        .toString()
                        .contains(HELLO);
            }

            @Override
            public void close() throws Exception {
                client.close();
                end.close();
            }
        };
    }

    /** The official SDK and its transport, the server as a plain child process. */
    static Echo sdk(PlainServer server) {
        StdioClientTransport transport = new StdioClientTransport(
                ServerParameters.builder(server.program())
                        .args(server.arguments())
                        .build(),
                McpJsonDefaults.getMapper());
        transport.setStdErrorHandler(line -> {});
        McpSyncClient client = io.modelcontextprotocol.client.McpClient.sync(transport)
                .requestTimeout(Duration.ofSeconds(30))
                .initializationTimeout(Duration.ofMinutes(2))
                .build();
        client.initialize();
        McpSchema.CallToolRequest request = new McpSchema.CallToolRequest("echo", Map.of("message", HELLO));
        return new Echo() {
            @Override
            public boolean call() {
                return client.callTool(request).content().toString().contains(HELLO);
            }

            @Override
            public void close() {
                client.closeGracefully();
            }
        };
    }
}
