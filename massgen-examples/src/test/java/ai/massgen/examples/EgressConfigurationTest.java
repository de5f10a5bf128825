package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.MassGen;
import ai.massgen.core.event.EgressEvent.EgressConnected;
import ai.massgen.core.event.EgressEvent.EgressRefused;
import ai.massgen.core.event.SessionEvent.ToolCallFinished;
import ai.massgen.testkit.engine.LocalDocker;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example of an egress list: a real server, in a real container, fetches from the host that is listed only. */
@Timeout(120)
class EgressConfigurationTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static HttpServer host(int port, AtomicInteger requests) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.2", port), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] page = "<html><body>The harvest was 4711 apples.</body></html>".getBytes(StandardCharsets.UTF_8);
            boolean robots = exchange.getRequestURI().getPath().equals("/robots.txt");
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(robots ? 404 : 200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    @Tag("engine")
    void onlyTheListedHostIsReached() throws Exception {
        AtomicInteger listed = new AtomicInteger();
        AtomicInteger other = new AtomicInteger();
        HttpServer first = host(18931, listed);
        HttpServer second = host(18932, other);
        try {
            Seen seen = Configuration.named("egress").ask(folder, Map.of("DOCKER_HOST", LocalDocker.host()));

            assertThat(seen.all(ToolCallFinished.class))
                    .satisfiesExactly(
                            reached -> assertThat(reached.text()).contains("4711 apples"),
                            refused -> assertThat(refused.text()).doesNotContain("4711"));
            assertThat(seen.all(EgressConnected.class))
                    .isNotEmpty()
                    .allMatch(event -> event.target().equals("127.0.0.2:18931")
                            && event.server().equals("web"));
            assertThat(seen.all(EgressRefused.class))
                    .isNotEmpty()
                    .allMatch(event -> event.target().equals("127.0.0.2:18932"));
            assertThat(listed).hasPositiveValue();
            assertThat(other).hasValue(0);
        } finally {
            first.stop(0);
            second.stop(0);
        }
    }

    @Test
    void whatWillBeEnforcedNamesTheList() throws Exception {
        try (MassGen massgen = MassGen.builder()
                .config(Configuration.named("egress").file())
                .environment(Map.of())
                .build()) {
            assertThat(massgen.containments().toString()).contains("by way of MassGen to 127.0.0.2:18931");
        }
    }
}
