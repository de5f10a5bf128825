package ai.massgen.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.toolkit.container.EngineEndpoint;
import ai.massgen.toolkit.container.EngineHttp;
import ai.massgen.toolkit.container.EngineRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The real engine that tests run against, and an image made of one static program. */
final class LocalEngine {
    static final Optional<String> HOST = Optional.ofNullable(System.getenv("MASSGEN_DOCKER_HOST"));
    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final List<String> PROGRAMS = List.of(
            "sh",
            "cat",
            "ls",
            "id",
            "echo",
            "sleep",
            "dd",
            "head",
            "mount",
            "df",
            "grep",
            "ulimit",
            "yes",
            "printf",
            "touch",
            "wc",
            "env",
            "kill",
            "chmod",
            "true",
            "mknod",
            "tr",
            "seq",
            "rm",
            "unshare",
            "chroot",
            "readlink");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EngineHttp http;

    private LocalEngine(String host) {
        http = new EngineHttp(EngineEndpoint.parse(host));
    }

    /** The engine, or the test is skipped; or fails, where engines are required. */
    static LocalEngine require() {
        if (HOST.isEmpty()) {
            if ("true".equals(System.getenv("MASSGEN_REQUIRE_ENGINES"))) {
                Assertions.fail("MASSGEN_REQUIRE_ENGINES=true, but MASSGEN_DOCKER_HOST does not name an engine");
            }
            Assumptions.abort("no engine: set MASSGEN_DOCKER_HOST=unix:///path (scripts/engines env prints it)");
        }
        return new LocalEngine(HOST.get());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(call(EngineRequest.of("GET", path)).body());
    }

    EngineHttp.Reply call(EngineRequest request) throws IOException, InterruptedException {
        return http.call(request, Duration.ofSeconds(60), 64 << 20);
    }

    boolean hasRuntime(String name) throws IOException, InterruptedException {
        return get("/info").path("Runtimes").has(name);
    }

    /** Makes an image of busybox; changes are instructions of a Dockerfile. */
    void makeImage(String repository, String tag, List<String> changes) throws IOException, InterruptedException {
        makeImage(repository, tag, changes, PROGRAMS);
    }

    void makeImage(String repository, String tag, List<String> changes, List<String> programs)
            throws IOException, InterruptedException {
        StringBuilder target = new StringBuilder("/images/create?fromSrc=-&repo=" + repository + "&tag=" + tag);
        changes.forEach(change -> target.append("&changes=").append(URLEncoder.encode(change, StandardCharsets.UTF_8)));
        EngineRequest request = new EngineRequest(
                "POST", target.toString(), Map.of("Content-Type", "application/x-tar"), Optional.of(tar(programs)));
        EngineHttp.Reply reply = call(request);
        assertThat(reply.text()).doesNotContain("\"error\"");
        assertThat(reply.status()).isEqualTo(200);
    }

    private static byte[] tar(List<String> programs) throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream(4 << 20);
        entry(tar, "bin/", '5', "", new byte[0], 0755);
        entry(tar, "tmp/", '5', "", new byte[0], 01777);
        entry(tar, "etc/", '5', "", new byte[0], 0755);
        entry(tar, "etc/passwd", '0', "", "app:x:1234:1234::/:/bin/sh\n".getBytes(StandardCharsets.US_ASCII), 0644);
        entry(tar, "bin/busybox", '0', "", Files.readAllBytes(BUSYBOX), 0755);
        for (String program : programs) {
            entry(tar, "bin/" + program, '2', "busybox", new byte[0], 0777);
        }
        tar.write(new byte[1024]);
        return tar.toByteArray();
    }

    private static void entry(ByteArrayOutputStream tar, String name, char type, String link, byte[] body, int mode) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, String.format("%07o", mode));
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, String.format("%011o", body.length));
        put(header, 136, "00000000000");
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 157, link);
        put(header, 257, "ustar");
        put(header, 263, "00");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format("%06o", sum));
        header[154] = 0;
        tar.writeBytes(header);
        tar.writeBytes(body);
        tar.writeBytes(new byte[(512 - body.length % 512) % 512]);
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }

    /** Ids of containers whose name starts with a prefix, in any state. */
    List<String> containers(String prefix) throws IOException, InterruptedException {
        String filter = URLEncoder.encode("{\"name\":[\"^/" + prefix + "\"]}", StandardCharsets.UTF_8);
        return get("/containers/json?all=true&filters=" + filter).findValuesAsText("Id");
    }
}
