package ai.massgen.benchmarks.sandboxes;

import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Whole sessions, each with a container of its own, two side by side. In between, nothing of them may be left. */
final class Soak {
    private static final int SIDE_BY_SIDE = 2;
    private static final int PARTS = 10;
    private static final Duration SETTLED = Duration.ofSeconds(10);
    private static final String CONFIG =
            """
            version: 1
            agents:
              - id: ada
                backend:
                  type: scripted
                  mode: script
                  steps:
                    - { say: "Looking.", tool: small__look, arguments: {} }
                    - { answer: "{{last_tool_result}}" }
            tools:
              small:
                image: massgen/busybox
                pull: never
                command:
                  - /bin/sh
                  - -c
                  - |
                    while read -r line; do
                      case $line in
                        *'"method":"initialize"'*) result='{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"small","version":"1"}}' ;;
                        *'"method":"tools/list"'*) result='{"tools":[{"name":"look","description":"Looks.","inputSchema":{"type":"object"}}]}' ;;
                        *'"method":"tools/call"'*) result='{"content":[{"type":"text","text":"seen"}]}' ;;
                        *) continue ;;
                      esac
                      id=$(printf '%s' "$line" | sed 's/.*"id":\\([0-9]*\\).*/\\1/')
                      printf '{"jsonrpc":"2.0","id":%s,"result":%s}\\n' "$id" "$result"
                    done
            """;

    private final Set<String> containers = ConcurrentHashMap.newKeySet();
    private final Path folder;
    private final String owner;
    private final MassGen massgen;

    private Soak(Path folder, String owner) {
        this.folder = folder;
        this.owner = owner;
        this.massgen = MassGen.builder()
                .workingDirectory(folder)
                .environment(Engine.chosen().environment())
                .config(CONFIG + Engine.chosen().configuration(), "soak")
                .listener(this::keepContainer)
                .build();
    }

    /** Runs so many sessions; whether nothing grew. */
    static boolean run(int sessions) throws Exception {
        Path folder = Files.createTempDirectory("massgen-soak-");
        try (Ours massgen = new Ours()) {
            return new Soak(folder, massgen.owner()).all(sessions);
        } finally {
            PlainServer.delete(folder);
        }
    }

    private void keepContainer(EventRecord record) {
        if (record.event() instanceof SessionEvent.ToolServerStarted started) {
            containers.add(started.id());
        }
    }

    private boolean all(int sessions) throws Exception {
        long begin = System.nanoTime();
        Vitals first = part(PARTS, begin, "to begin with"); // what is there once everything was used
        Vitals last = first;
        for (int done = 0, part = 1; part <= PARTS; part++) {
            int now = sessions * part / PARTS - done;
            done += now;
            last = part(now, begin, done + " sessions");
        }
        massgen.close();
        boolean grown = last.containers() > 0 || last.grownFrom(first);
        System.out.println("soak: " + (grown ? "something grew" : "nothing grew"));
        return !grown;
    }

    private Vitals part(int sessions, long begin, String when) throws Exception {
        containers.clear();
        try (ExecutorService workers = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            for (Future<Void> each : workers.invokeAll(IntStream.range(0, sessions)
                    .mapToObj(number -> (Callable<Void>) this::session)
                    .toList())) {
                get(each);
            }
        }
        Vitals vitals = settled();
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        System.out.printf("%s, %d s: %s%n", when, seconds, vitals.line());
        return vitals;
    }

    private static void get(Future<Void> session) throws Exception {
        try {
            session.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a session failed", e.getCause());
        }
    }

    private Void session() throws IOException, InterruptedException {
        try (Session session = massgen.session()) {
            RunResult result = session.ask("What is there?");
            if (!(result instanceof RunResult.Decided decided) || !decided.answer().contains("seen")) {
                throw new IllegalStateException("not decided: " + result);
            }
            PlainServer.delete(result.directory());
        }
        return null;
    }

    /** The engine's processes end a moment after their container. */
    private Vitals settled() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Vitals vitals = Vitals.now(owner, containers);
        while (vitals.processes() > 1 && System.nanoTime() - begin < SETTLED.toNanos()) {
            Thread.sleep(200);
            vitals = Vitals.now(owner, containers);
        }
        return vitals;
    }
}
