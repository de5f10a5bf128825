package ai.massgen.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Plays a provider on the loopback, in the process that measures nothing. */
final class MockServer implements AutoCloseable {
    /** The pieces of {@link Play#LONG}. */
    static final int MANY = 50_000;

    private static final int BATCH = 100;

    private final Wire wire;
    private final HttpServer server;

    private MockServer(Wire wire, HttpServer server) {
        this.wire = wire;
        this.server = server;
    }

    static MockServer start(String provider) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        MockServer server = new MockServer(Wire.of(provider), http);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", server::answer);
        http.start();
        return server;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Play play = Play.of(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        try (exchange) {
            if (play == Play.SILENT) {
                waitForEver();
            }
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            write(exchange.getResponseBody(), play);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(OutputStream out, Play play) throws IOException, InterruptedException {
        out.write(wire.begin());
        switch (play) {
            case SHORT -> out.write(wire.piece());
            case LONG -> writeMany(out);
            case STEADY -> writeSteadily(out);
            case HALF, SILENT -> {
                out.write(wire.piece());
                out.flush();
                waitForEver();
            }
        }
        out.write(wire.end());
    }

    private void writeMany(OutputStream out) throws IOException {
        byte[] batch = new byte[BATCH * wire.piece().length];
        for (int i = 0; i < BATCH; i++) {
            System.arraycopy(wire.piece(), 0, batch, i * wire.piece().length, wire.piece().length);
        }
        for (int i = 0; i < MANY / BATCH; i++) {
            out.write(batch);
        }
    }

    private void writeSteadily(OutputStream out) throws IOException, InterruptedException {
        for (int i = 0; i < 20; i++) {
            out.write(wire.piece());
            out.flush();
            Thread.sleep(50);
        }
    }

    private static void waitForEver() throws InterruptedException {
        new Semaphore(0).acquire();
    }
}
