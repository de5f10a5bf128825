package ai.massgen.core.mcp;

import ai.massgen.core.task.Task;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The other end of two operating system pipes: a server that does exactly what a test says. */
public final class ScriptedPeer implements AutoCloseable {
    private final Pipe toServer = open();
    private final Pipe toClient = open();
    private final InputStream clientReads = Channels.newInputStream(toClient.source());
    private final OutputStream clientWrites = Channels.newOutputStream(toServer.sink());
    private final OutputStream out = Channels.newOutputStream(toClient.sink());
    private final Map<String, Consumer<JsonNode>> scripts = new ConcurrentHashMap<>();
    private final CountDownLatch inputEnded = new CountDownLatch(1);
    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();

    public ScriptedPeer() {
        on("initialize", request -> reply(request, handshake("2025-11-25")));
        on("tools/list", request -> reply(request, "{\"tools\":[]}"));
    }

    private static Pipe open() {
        try {
            return Pipe.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String handshake(String version) {
        return """
                {"protocolVersion":"%s","capabilities":{"tools":{}},"serverInfo":{"name":"peer","version":"1"}}""".formatted(version);
    }

    /** Connects a client, whose server would leave an exit code and a last word. */
    McpClient connect(McpOptions.Limits limits) {
        return McpClient.connect(
                clientReads,
                clientWrites,
                new McpOptions(
                        "files",
                        "1.0",
                        Duration.ofSeconds(5),
                        Handshake.AUTO,
                        limits,
                        () -> "exit code 3; stderr: no such folder",
                        System::nanoTime));
    }

    /** Begins to act. Without it the server reads nothing. */
    public ScriptedPeer start() {
        Task.start("scripted-peer", this::serve);
        return this;
    }

    public ScriptedPeer on(String method, Consumer<JsonNode> script) {
        scripts.put(method, script);
        return this;
    }

    public InputStream stdout() {
        return clientReads;
    }

    public OutputStream stdin() {
        return clientWrites;
    }

    private void serve() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Channels.newInputStream(toServer.source()), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode message = StrictJson.parse(line);
                received.add(message);
                scripts.getOrDefault(message.path("method").asText(), request -> {})
                        .accept(message);
            }
            inputEnded.countDown();
            closeOutput();
        } catch (IOException | UncheckedIOException e) {
            // The test has closed the pipes.
        }
    }

    /** Writes these characters and nothing else. */
    public void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    public void write(byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void reply(JsonNode request, String result) {
        write("{\"result\":" + result + ",\"jsonrpc\":\"2.0\",\"id\":" + request.path("id") + "}\n");
    }

    public void replyText(JsonNode request, String text) {
        reply(request, "{\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]}");
    }

    /** Waits for the next message with this method. */
    public JsonNode awaitMessage(String method) throws InterruptedException {
        while (true) {
            JsonNode message = received.poll(5, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no message '" + method + "' within 5 s");
            }
            if (message.path("method").asText().equals(method)) {
                return message;
            }
        }
    }

    /** Waits for the client's next answer to a request of the server. */
    public JsonNode awaitAnswer() throws InterruptedException {
        return awaitMessage("");
    }

    public boolean awaitEndOfInput() throws InterruptedException {
        return inputEnded.await(5, TimeUnit.SECONDS);
    }

    public void closeOutput() {
        closeQuietly(out);
    }

    @Override
    public void close() {
        closeQuietly(clientWrites);
        closeQuietly(out);
        closeQuietly(clientReads);
    }

    private static void closeQuietly(AutoCloseable stream) {
        try {
            stream.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    public static JsonNode json(String text) {
        try {
            return StrictJson.parse(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
