package ai.massgen.benchmarks.sandboxes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The same steps by hand: create, attach, start, one message, one answer, remove. Nothing is checked. */
record RawEngine(Path socket, Dialect dialect) {
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"raw","version":"1"}}}
            """;
    private static final Pattern ID = Pattern.compile("\"Id\":\"([0-9a-f]{64})\"");

    /** How an engine is talked to. */
    enum Dialect {
        DOCKER("", "stream=1&stdin=1&stdout=1&stderr=1", """
                {"Image":"%s","User":"65532:65532","OpenStdin":true,"StdinOnce":true,"AttachStdin":true,"AttachStdout":true,
                 "AttachStderr":true,"Env":["HOME=/tmp","TMPDIR=/tmp"],"NetworkDisabled":true,
                 "HostConfig":{"AutoRemove":true,"NetworkMode":"none","IpcMode":"none","CapDrop":["ALL"],
                 "SecurityOpt":["no-new-privileges"],"ReadonlyRootfs":true,"Memory":268435456,"MemorySwap":268435456,
                 "NanoCpus":1000000000,"PidsLimit":128,"Ulimits":[{"Name":"nofile","Soft":1024,"Hard":1024},{"Name":"core","Soft":0,"Hard":0},{"Name":"nproc","Soft":1024,"Hard":1024}],"LogConfig":{"Type":"none"},
                 "Tmpfs":{"/tmp":"rw,noexec,nosuid,nodev,size=67108864"}}}"""),
        PODMAN("/v4.0.0/libpod", "stream=true&stdin=true&stdout=true&stderr=true", """
                {"image":"%s","user":"65532:65532","stdin":true,"terminal":false,"remove":true,"env":{"HOME":"/tmp","TMPDIR":"/tmp"},
                 "netns":{"nsmode":"none"},"ipcns":{"nsmode":"none"},"cap_drop":["ALL"],"no_new_privileges":true,
                 "read_only_filesystem":true,"read_write_tmpfs":false,"log_configuration":{"driver":"none"},
                 "resource_limits":{"memory":{"limit":268435456,"swap":268435456},"pids":{"limit":128},
                 "cpu":{"quota":100000,"period":100000}},
                 "r_limits":[{"type":"NOFILE","soft":1024,"hard":1024},{"type":"CORE","soft":0,"hard":0},
                 {"type":"NPROC","soft":1024,"hard":1024}],
                 "mounts":[{"type":"tmpfs","source":"tmpfs","destination":"/tmp",
                 "options":["noexec","nosuid","nodev","size=67108864","rw","notmpcopyup","U"]}]}""");

        private final String path;
        private final String streams;
        private final String body;

        Dialect(String path, String streams, String body) {
            this.path = path;
            this.streams = streams;
            this.body = body;
        }
    }

    static RawEngine chosen() {
        return new RawEngine(
                Engine.chosen().socket(), Dialect.valueOf(Engine.chosen().name()));
    }

    /** Creates a container and waits for the answer to the first message; gives its id. */
    String initialised(String image) throws IOException {
        String answer = call("POST", "/containers/create", dialect.body.formatted(image));
        Matcher id = ID.matcher(answer);
        if (!id.find()) {
            throw new IOException(answer);
        }
        try (SocketChannel streams = open()) {
            write(
                    streams,
                    "POST " + dialect.path + "/containers/" + id.group(1) + "/attach?" + dialect.streams + " HTTP/1.1\r\n"
                            + "Host: d\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
            String unused = until(streams, Optional.of("\r\n\r\n"));
            call("POST", "/containers/" + id.group(1) + "/start", "");
            write(streams, INITIALIZE);
            unused = until(streams, Optional.of("}\n"));
            if (!unused.contains("\"serverInfo\"")) {
                unused = until(streams, Optional.of("}\n")); // the first was standard error
            }
        }
        return id.group(1);
    }

    void remove(String id) throws IOException {
        call("DELETE", "/containers/" + id + "?force=true", "");
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
                    method + " " + dialect.path + target + " HTTP/1.0\r\nHost: d\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            return until(channel, Optional.empty());
        }
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            int ignored = channel.write(bytes);
        }
    }

    private static String until(SocketChannel channel, Optional<String> end)
            throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(8192);
        while (channel.read(piece) >= 0) {
            read.write(piece.array(), 0, piece.position());
            piece.clear();
            if (end.isPresent() && read.toString(StandardCharsets.UTF_8).endsWith(end.get())) {
                break;
            }
        }
        return read.toString(StandardCharsets.UTF_8);
    }
}
