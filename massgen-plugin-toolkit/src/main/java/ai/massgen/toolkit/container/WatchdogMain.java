package ai.massgen.toolkit.container;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The program of a {@link ContainerWatchdog}: waits for the end of its input, which is the end of whoever started it, then
 * removes all containers that carry a label, and goes. It is one class that needs nothing but the JDK, because a copy of
 * it runs on its own; without lambdas, because a JVM that has to make some starts half as fast.
 */
final class WatchdogMain implements Runnable {
    private static final long PAUSE_MILLIS = 200;

    /** A container that was being created when its owner died may come a moment later. */
    private static final long QUIET_NANOS = 3_000_000_000L;

    private static final long GIVE_UP_MILLIS = 60_000;
    private static final int ID_LENGTH = 64;

    private WatchdogMain() {}

    /**
     * Watches.
     *
     * @param args the engine's socket and the label, as {@code name=value}
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        ignore("INT");
        ignore("TERM");
        ignore("HUP");
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write('!');
        }
        while (System.in.read() >= 0) {
            // nothing is said here that matters; only the end does
        }
        Thread end = new Thread(new WatchdogMain(), "end");
        end.setDaemon(true);
        end.start();
        clear(
                args[0],
                "/containers/json?all=1&filters="
                        .concat(URLEncoder.encode(
                                "{\"label\":[\"".concat(args[1]).concat("\"]}"), StandardCharsets.UTF_8)));
    }

    /** What hangs in an engine that says nothing must not stay for ever. */
    @Override
    public void run() {
        try {
            Thread.sleep(GIVE_UP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    /** The terminal's Ctrl-C goes to everything that was started from it. */
    private static void ignore(String signal) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            type.getMethod("handle", type, handler)
                    .invoke(
                            null,
                            type.getConstructor(String.class).newInstance(signal),
                            handler.getField("SIG_IGN").get(null));
        } catch (ReflectiveOperationException e) {
            // not on this system
        }
    }

    private static void clear(String socket, String listing) throws InterruptedException {
        long quietSince = System.nanoTime();
        while (System.nanoTime() - quietSince < QUIET_NANOS) {
            try {
                List<String> found = ids(body(call(socket, "GET", listing)));
                for (String id : found) {
                    byte[] ignored =
                            call(socket, "DELETE", "/containers/".concat(id).concat("?force=1&v=1"));
                    assert ignored != null;
                }
                if (!found.isEmpty()) {
                    quietSince = System.nanoTime();
                    continue;
                }
            } catch (IOException e) {
                quietSince = System.nanoTime(); // an engine that is restarted has its containers again
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static byte[] call(String socket, String method, String target) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer request = ByteBuffer.wrap(method.concat(" ")
                    .concat(target)
                    .concat(" HTTP/1.0\r\nHost: engine\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            while (request.hasRemaining()) {
                channel.write(request);
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer piece = ByteBuffer.allocate(8192);
            while (channel.read(piece) >= 0) {
                answer.write(piece.array(), 0, piece.position());
                piece.clear();
            }
            return answer.toByteArray();
        }
    }

    private static String body(byte[] answer) throws IOException {
        String text = new String(answer, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.") || !text.startsWith(" 200", 8) || end < 0) {
            throw new IOException("no list of containers");
        }
        return text.substring(end + 4);
    }

    /**
     * The ids in a list of containers: members {@code Id} of the objects in the outermost array. Labels are further in,
     * and an image may have labels of any name.
     */
    static List<String> ids(String json) {
        List<String> ids = new ArrayList<>();
        int depth = 0;
        int at = 0;
        String name = "";
        while (at < json.length()) {
            char c = json.charAt(at);
            if (c == '"') {
                int end = endOfText(json, at + 1);
                String text = json.substring(at + 1, Math.min(end, json.length()));
                if (end + 1 < json.length() && json.charAt(end + 1) == ':') {
                    name = text;
                } else if (depth == 2 && name.equals("Id") && text.length() == ID_LENGTH && isHex(text)) {
                    ids.add(text);
                }
                at = end;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
            at++;
        }
        return ids;
    }

    private static int endOfText(String json, int from) {
        int at = from;
        while (at < json.length() && json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return at;
    }

    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789abcdef".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
