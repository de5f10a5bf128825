package ai.massgen.examples.figures;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The same steps by hand: create, attach, start, one message, one answer, remove. Nothing is checked. Podman understands
 * Docker's requests.
 *
 * @param socket the engine
 * @param limits limits of a process that have to be said
 */
record RawEngine(Path socket, List<String> limits) {
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"raw","version":"1"}}}
            """;
    private static final Pattern ID = Pattern.compile("\"Id\":\"([0-9a-f]{64})\"");

    /** Creates a container and waits for the answer to the first message; gives its id. */
    String initialised(String image) throws IOException {
        String answer = call("POST", "/containers/create", request(image));
        Matcher id = ID.matcher(answer);
        if (!id.find()) {
            throw new IOException(answer);
        }
        try (SocketChannel streams = open()) {
            write(
                    streams,
                    "POST /containers/" + id.group(1) + "/attach?stream=1&stdin=1&stdout=1&stderr=1 HTTP/1.1\r\n"
                            + "Host: d\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
            String unused = until(streams, "\r\n\r\n");
            call("POST", "/containers/" + id.group(1) + "/start", "");
            write(streams, INITIALIZE);
            unused = until(streams, "}\n");
            if (!unused.contains("\"serverInfo\"")) {
                unused = until(streams, "}\n"); // the first was standard error
            }
        }
        return id.group(1);
    }

    private String request(String image) {
        String ulimits = limits.stream()
                .map("{\"Name\":\"%s\",\"Soft\":1024,\"Hard\":1024}"::formatted)
                .collect(Collectors.joining(",", "[", "]"));
        return """
            {"Image":"%s","User":"65532:65532","OpenStdin":true,"StdinOnce":true,"AttachStdin":true,"AttachStdout":true,
             "AttachStderr":true,"Env":["HOME=/tmp","TMPDIR=/tmp"],"NetworkDisabled":true,
             "HostConfig":{"AutoRemove":true,"NetworkMode":"none","IpcMode":"none","CapDrop":["ALL"],
             "SecurityOpt":["no-new-privileges"],"ReadonlyRootfs":true,"Memory":268435456,"MemorySwap":268435456,
             "NanoCpus":1000000000,"PidsLimit":128,"LogConfig":{"Type":"none"},"Ulimits":%s,
             "Tmpfs":{"/tmp":"rw,noexec,nosuid,nodev,size=67108864"}}}""".formatted(image, ulimits);
    }

    void remove(String id) throws IOException {
        call("DELETE", "/containers/" + id + "?force=1", "");
    }

    private SocketChannel open() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        boolean ignored = channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
    }

    private String call(String method, String target, String body) throws IOException {
        try (SocketChannel channel = open()) {
            write(
                    channel,
                    method + " " + target + " HTTP/1.0\r\nHost: d\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            return until(channel, null);
        }
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            int ignored = channel.write(bytes);
        }
    }

    private static String until(SocketChannel channel, @org.jspecify.annotations.Nullable String end)
            throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(8192);
        while (channel.read(piece) >= 0) {
            read.write(piece.array(), 0, piece.position());
            piece.clear();
            if (end != null && read.toString(StandardCharsets.UTF_8).endsWith(end)) {
                break;
            }
        }
        return read.toString(StandardCharsets.UTF_8);
    }
}
