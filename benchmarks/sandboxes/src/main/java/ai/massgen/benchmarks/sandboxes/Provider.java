package ai.massgen.benchmarks.sandboxes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Speaks Chat Completions on the loopback: answers, then votes, then presents. Keeps when requests arrived. */
final class Provider implements AutoCloseable {
    private static final Pattern CANDIDATE = Pattern.compile("\"enum\":\\[\"(agent\\d+)\"");

    private final List<Long> arrivals = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private Provider(HttpServer server) {
        this.server = server;
    }

    static Provider start() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        Provider provider = new Provider(http);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", provider::answer);
        http.start();
        return provider;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    void forget() {
        arrivals.clear();
    }

    List<Long> arrivals() {
        return arrivals.stream().sorted().toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            arrivals.add(System.nanoTime());
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(events(request).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String events(String request) {
        Matcher candidate = CANDIDATE.matcher(request);
        if (candidate.find()) {
            return call("vote", "{\\\"agent_id\\\":\\\"" + candidate.group(1) + "\\\",\\\"reason\\\":\\\"first\\\"}");
        }
        return request.contains("\"new_answer\"")
                ? call("new_answer", "{\\\"content\\\":\\\"Four.\\\"}")
                : chunk("\"content\":\"Four.\"") + end("stop");
    }

    private static String call(String tool, String arguments) {
        return chunk("\"tool_calls\":[{\"index\":0,\"id\":\"t1\",\"type\":\"function\",\"function\":{\"name\":\"" + tool
                        + "\",\"arguments\":\"" + arguments + "\"}}]")
                + end("tool_calls");
    }

    private static String chunk(String delta) {
        return "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"," + delta + "}}]}\n\n";
    }

    private static String end(String reason) {
        return "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason
                + "\"}]}\n\ndata: [DONE]\n\n";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
