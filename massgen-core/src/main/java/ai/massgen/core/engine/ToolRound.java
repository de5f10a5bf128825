package ai.massgen.core.engine;

import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.core.task.Task;
import ai.massgen.core.tool.Toolbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Runs the tool calls of one reply side by side and waits for all of them. */
final class ToolRound {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private ToolRound() {}

    /**
     * Runs calls.
     *
     * @param tools the agent's tools
     * @param calls the calls
     * @return a result for each call, by call id
     * @throws InterruptedException if the thread is interrupted; the calls are cancelled then
     */
    static Map<String, ToolResult> run(Toolbox tools, List<ToolCall> calls) throws InterruptedException {
        Map<String, ToolResult> results = new ConcurrentHashMap<>();
        if (calls.size() == 1) {
            results.put(calls.getFirst().id(), tools.call(calls.getFirst()));
            return results;
        }
        List<Task> tasks = new ArrayList<>();
        try {
            for (ToolCall call : calls) {
                tasks.add(Task.start("massgen-tool-" + call.name(), () -> runOne(tools, call, results)));
            }
            for (Task task : tasks) {
                while (!task.join(Duration.ofHours(1))) {
                    // Each call has a deadline of its own, so this ends.
                }
            }
        } finally {
            tasks.forEach(Task::interrupt);
            tasks.forEach(task -> task.stop(STOP_LIMIT));
        }
        for (ToolCall call : calls) {
            results.computeIfAbsent(call.id(), id -> ToolResult.failure(id, "the tool call did not end properly"));
        }
        return results;
    }

    private static void runOne(Toolbox tools, ToolCall call, Map<String, ToolResult> results) {
        try {
            results.put(call.id(), tools.call(call));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
