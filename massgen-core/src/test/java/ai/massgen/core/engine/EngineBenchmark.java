package ai.massgen.core.engine;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.journal.Journal;
import ai.massgen.core.journal.RecordedRun;
import ai.massgen.core.task.Task;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Measures whole runs with made-up models: {@code EngineBenchmark prompts|failing|deadline|deltas|runs}. */
final class EngineBenchmark {
    private static final String ANSWER = "lorem ipsum ".repeat(342).substring(0, 4096);

    private final Path folder;

    private EngineBenchmark(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        EngineBenchmark benchmark = new EngineBenchmark(Files.createTempDirectory("massgen-benchmark"));
        switch (args.length == 0 ? "" : args[0]) {
            case "prompts" -> {
                benchmark.prompts(1);
                benchmark.prompts(2);
            }
            case "failing" -> benchmark.failing();
            case "deadline" -> benchmark.deadline();
            case "deltas" -> benchmark.deltas();
            case "runs" -> benchmark.runs();
            default -> {
                System.err.println("which one? prompts, failing, deadline, deltas, runs");
                System.exit(2);
            }
        }
        System.exit(0);
    }

    /** A model that thinks takes time, and no processor. */
    private static void think(long millis) throws InterruptedException {
        if (new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody counts down");
        }
    }

    /** Characters that twelve agents' models read, with so many answers of 4 kB from each. */
    private void prompts(int answers) throws Exception {
        LongAdder sent = new LongAdder();
        LongAdder fresh = new LongAdder();
        LongAdder calls = new LongAdder();
        Map<String, Long> before = new ConcurrentHashMap<>();
        Map<String, Integer> given = new ConcurrentHashMap<>();
        Ensemble ensemble = new Ensemble(folder, 12, "", (request, deltas) -> {
            String agent = request.key().agent();
            long size = characters(request);
            sent.add(size);
            fresh.add(size - before.getOrDefault(agent, 0L));
            before.put(agent, size);
            calls.increment();
            boolean again = Mind.offers(request, "new_answer") && given.merge(agent, 1, Integer::sum) <= answers;
            return again
                    ? Mind.call(
                            request,
                            "new_answer",
                            "{\"content\":\"" + agent + " " + given.get(agent) + " " + ANSWER + "\"}")
                    : Mind.SENSIBLE.answer(request, deltas);
        });
        ensemble.fresh().ask(Ensemble.asked("Which of the designs is the cheapest to run?"));
        System.out.printf(
                Locale.ROOT,
                "12 agents, %d answer(s) of 4 kB each: %,d characters sent in %d calls, %,d of them new to the agent%n",
                answers,
                sent.sum(),
                calls.sum(),
                fresh.sum());
    }

    private static long characters(ModelRequest request) {
        return request.system().map(String::length).orElse(0)
                + request.messages().stream()
                        .mapToLong(EngineBenchmark::characters)
                        .sum()
                + request.tools().stream()
                        .mapToLong(tool -> tool.description().length()
                                + tool.inputSchema().text().length())
                        .sum();
    }

    private static long characters(Message message) {
        return switch (message) {
            case Message.User user ->
                user.parts().stream()
                        .mapToLong(part ->
                                part instanceof Part.Text text ? text.text().length() : 0)
                        .sum();
            case Message.Assistant assistant ->
                assistant.text().length()
                        + assistant.toolCalls().stream()
                                .map(ToolCall::arguments)
                                .mapToLong(json -> json.text().length())
                                .sum();
            case Message.ToolResults results ->
                results.results().stream()
                        .map(ToolResult::text)
                        .mapToLong(String::length)
                        .sum();
        };
    }

    /** Calls that an agent makes whose model always fails. */
    private void failing() throws Exception {
        for (BackendException.Kind kind :
                List.of(BackendException.Kind.TRUNCATED, BackendException.Kind.AUTHENTICATION)) {
            LongAdder calls = new LongAdder();
            Ensemble ensemble = new Ensemble(folder, 3, "", (request, deltas) -> {
                if (request.key().agent().equals("agent1")) {
                    calls.increment();
                    throw new BackendException(kind, "fails");
                }
                return Mind.SENSIBLE.answer(request, deltas);
            });
            Ending ending = ensemble.fresh().ask(Ensemble.asked("why?"));
            System.out.printf(
                    Locale.ROOT,
                    "a model that fails (%s): %d calls; the run: %s%n",
                    kind,
                    calls.sum(),
                    ending.getClass().getSimpleName());
        }
    }

    /** A limit of one second that agents do not keep, and a presentation of two. */
    private void deadline() throws Exception {
        LongAdder presentations = new LongAdder();
        Ensemble ensemble =
                new Ensemble(folder, 2, "limits: {run: 1s, presentation_reserve: 3s}\n", (request, deltas) -> {
                    if (request.tools().isEmpty()) {
                        presentations.increment();
                        think(2000);
                        return Mind.say("presented");
                    }
                    if (Mind.offers(request, "vote")) {
                        think(60_000);
                    }
                    return Mind.SENSIBLE.answer(request, deltas);
                });
        long begin = System.nanoTime();
        Ending ending = ensemble.fresh().ask(Ensemble.asked("why?"));
        System.out.printf(
                Locale.ROOT,
                "limit 1 s, reserve 3 s, presentation 2 s: over after %.2f s, presented %d time(s), %s%n",
                (System.nanoTime() - begin) / 1e9,
                presentations.sum(),
                ending.getClass().getSimpleName());
    }

    /** Pieces of text from three agents to a listener, with the journal. */
    private void deltas() throws Exception {
        int pieces = 2_000_000;
        for (int round = 1; round <= 3; round++) {
            AtomicLong heard = new AtomicLong();
            AtomicLong characters = new AtomicLong();
            Ensemble ensemble = new Ensemble(folder.resolve("deltas-" + round), 3, "", (request, deltas) -> {
                        if (request.key().call() == 1) {
                            for (int i = 0; i < pieces; i++) {
                                deltas.accept(new ModelDelta.Text("word "));
                            }
                        }
                        return Mind.SENSIBLE.answer(request, deltas);
                    })
                    .unwatched();
            Files.createDirectories(folder.resolve("deltas-" + round));
            long begin = System.nanoTime();
            long cpu = cpu();
            QuestionRun run = ensemble.fresh(record -> {
                if (record.event() instanceof SessionEvent.TextDelta delta) {
                    heard.incrementAndGet();
                    characters.addAndGet(delta.text().length());
                }
            });
            run.ask(Ensemble.asked("why?"));
            double seconds = (System.nanoTime() - begin) / 1e9;
            double used = (cpu() - cpu) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%,d deltas of 3 agents: %,.0f a second to the listener (joined to %,d), journal %.3f %% of the CPU time%n",
                    characters.get() / 5,
                    characters.get() / 5.0 / seconds,
                    heard.get(),
                    100 * journal(run) / used);
        }
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** The CPU time that it takes to write the journal of a run once more, in seconds. */
    private static double journal(QuestionRun run) {
        List<EventRecord> events =
                RecordedRun.read(run.directory().resolve(Journal.FILE)).events();
        long begin = cpu();
        int times = 20;
        for (int i = 0; i < times; i++) {
            try (Journal journal = Journal.create(run.directory().resolve("again-" + i))) {
                for (EventRecord event : events) {
                    journal.append(List.of(event));
                    journal.force();
                }
            }
        }
        return (cpu() - begin) / 1e9 / times;
    }

    /** A thousand runs at once, whose agents think for 50 to 500 ms. */
    private void runs() throws Exception {
        int count = 1000;
        ConcurrentLinkedQueue<Double> seconds = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<String> ends = new ConcurrentLinkedQueue<>();
        List<Task> tasks = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            int number = i;
            Ensemble ensemble = new Ensemble(folder, 3, "", (request, deltas) -> {
                        long think = 50L
                                + Math.floorMod(
                                        31L * number + 17L * request.key().hashCode(), 451);
                        think(think);
                        return Mind.SENSIBLE.answer(request, deltas);
                    })
                    .seed(number)
                    .unwatched();
            tasks.add(Task.start("run-" + i, () -> {
                long started = System.nanoTime();
                try {
                    ends.add(ensemble.fresh()
                            .ask(Ensemble.asked("why?"))
                            .getClass()
                            .getSimpleName());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                seconds.add((System.nanoTime() - started) / 1e9);
            }));
        }
        for (Task task : tasks) {
            task.join(Duration.ofMinutes(10));
        }
        double[] sorted =
                seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double median = sorted[sorted.length / 2];
        System.out.printf(
                Locale.ROOT,
                "%d runs at once: %.1f s in all; a run %.2f s in the middle, %.2f s at most (%.2f x); heap %d MiB of %d; %s%n",
                sorted.length,
                (System.nanoTime() - begin) / 1e9,
                median,
                Arrays.stream(sorted).max().orElseThrow(),
                Arrays.stream(sorted).max().orElseThrow() / median,
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20,
                Runtime.getRuntime().maxMemory() >> 20,
                ends.stream().collect(Collectors.groupingBy(end -> end, Collectors.counting())));
    }
}
