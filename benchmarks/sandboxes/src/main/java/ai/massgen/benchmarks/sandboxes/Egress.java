package ai.massgen.benchmarks.sandboxes;

import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.egress.EgressAudit;
import ai.massgen.core.egress.EgressGate;
import ai.massgen.core.egress.EgressHost;
import ai.massgen.core.egress.EgressList;
import ai.massgen.core.http.Dialer;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Requests to a web server on the loopback: from a container without network by its list of hosts, in turns with the same
 * program as a plain child process that connects by itself.
 */
final class Egress {
    private static final String HOST = "127.0.0.2";
    private static final int LARGE = 64 << 20;

    /** Takes orders {@code kept N}, {@code fresh N} and {@code large 1}, and answers with microseconds. */
    private static final String CLIENT = """
            const net = require('net');
            const [host, port, proxy] = process.argv.slice(1);
            function open(then) {
              if (!proxy) { const s = net.connect(+port, host, () => then(s)); s.setNoDelay(true); return; }
              const s = net.connect(3128, '127.0.0.1', () => s.write(`CONNECT ${host}:${port} HTTP/1.1\\r\\nHost: ${host}:${port}\\r\\n\\r\\n`));
              s.setNoDelay(true);
              s.once('data', (d) => { if (!String(d).includes(' 200 ')) throw new Error(String(d)); then(s); });
            }
            function get(s, path, then) {
              let head = '', left = -1;
              const take = (d) => {
                if (left < 0) {
                  head += d.toString('latin1');
                  const end = head.indexOf('\\r\\n\\r\\n');
                  if (end < 0) return;
                  left = +/content-length: (\\d+)/i.exec(head)[1] - (head.length - end - 4);
                } else left -= d.length;
                if (left === 0) { s.off('data', take); then(); }
              };
              s.on('data', take);
              s.write(`GET ${path} HTTP/1.1\\r\\nHost: ${host}:${port}\\r\\n\\r\\n`);
            }
            const now = () => Number(process.hrtime.bigint() / 1000n);
            function say(begin) { process.stdout.write((now() - begin) + '\\n'); }
            function kept(s, n) { const b = now(); get(s, '/small', () => { say(b); n > 1 ? kept(s, n - 1) : s.end(); }); }
            function fresh(n) { const b = now(); open((s) => get(s, '/small', () => { say(b); s.end(); if (n > 1) fresh(n - 1); })); }
            function large() { open((s) => { const b = now(); get(s, '/large', () => { say(b); s.end(); }); }); }
            require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
              const [what, n] = line.split(' ');
              if (what === 'kept') open((s) => kept(s, +n)); else if (what === 'fresh') fresh(+n); else large();
            });
            """;

    private Egress() {}

    static void measure(int count) throws Exception {
        HttpServer server = server();
        int port = server.getAddress().getPort();
        EgressList list = new EgressList(List.of(EgressHost.of(HOST + ":" + port)), true);
        try (Ours massgen = new Ours();
                PlainServer plain = PlainServer.copied()) {
            SandboxProcess process =
                    massgen.start(Ours.EVERYTHING, List.of("node", "-e", CLIENT, HOST, "" + port, "proxy"));
            Process child = new ProcessBuilder(plain.program(), "-e", CLIENT, HOST, "" + port)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (EgressGate gate = gate(process, list)) {
                Program listed = new Program(process.stdout(), process.stdin());
                Program direct = new Program(child.getInputStream(), child.getOutputStream());
                compare("request on a kept connection", "kept", count, listed, direct);
                compare("connection and request", "fresh", Math.min(count, 500), listed, direct);
                compare("download of 64 MiB", "large", 10, listed, direct);
            } finally {
                child.destroyForcibly();
                process.close();
            }
        } finally {
            server.stop(0);
        }
    }

    private static EgressGate gate(SandboxProcess process, EgressList list) throws InterruptedException {
        return EgressGate.open(
                process,
                list,
                Dialer.Resolver.SYSTEM,
                new EgressAudit("agent1", "benchmark", event -> {}, System::nanoTime),
                bytes -> System.err.writeBytes(bytes),
                why -> {},
                Duration.ofSeconds(20));
    }

    private static void compare(String name, String order, int count, Program listed, Program direct)
            throws IOException {
        Times ours = new Times(name + ", by a list of hosts");
        Times plain = new Times(name + ", direct");
        int pieces = order.equals("large") ? count : 10; // in turns
        for (int piece = -1; piece < pieces; piece++) {
            int each = Math.max(1, count / pieces);
            listed.run(order, each, ours, piece);
            direct.run(order, each, plain, piece);
        }
        ours.report();
        plain.report();
        ours.against(plain);
        System.out.printf("%s: later by %+.3f ms%n", name, ours.median() - plain.median());
    }

    private static HttpServer server() throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(HOST), 0), 50);
        serve(server, "/small", 1024);
        serve(server, "/large", LARGE);
        server.start();
        return server;
    }

    private static void serve(HttpServer server, String path, int size) {
        byte[] body = new byte[size];
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }

    /** The client, wherever it runs. */
    private record Program(BufferedReader said, OutputStream orders) {
        Program(InputStream said, OutputStream orders) {
            this(new BufferedReader(new InputStreamReader(said, StandardCharsets.UTF_8)), orders);
        }

        void run(String order, int count, Times times, int round) {
            try {
                orders.write((order + " " + count + "\n").getBytes(StandardCharsets.UTF_8));
                orders.flush();
                for (int i = 0; i < count; i++) {
                    times.add(Long.parseLong(said.readLine()) * 1000, round);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
