package ai.massgen.core.engine;

import ai.massgen.api.Json;
import ai.massgen.api.Usage;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolSpec;
import java.util.List;
import java.util.function.Consumer;

/** What a made-up model says to a request. Thread-safe. */
interface Mind {
    /** Answers first, then votes for agent2, confirms what others present, then presents. */
    Mind SENSIBLE = (request, deltas) -> {
        if (offers(request, "confirm")) {
            return call(request, "confirm", "{}");
        }
        if (offers(request, "vote")) {
            return call(request, "vote", "{\"agent_id\":\"agent2\",\"reason\":\"clear\"}");
        }
        if (offers(request, "new_answer")) {
            return call(
                    request,
                    "new_answer",
                    "{\"content\":\"answer of " + request.key().agent() + "\"}");
        }
        deltas.accept(new ModelDelta.Text("final"));
        return say("final");
    };

    ModelReply answer(ModelRequest request, Consumer<? super ModelDelta> deltas) throws InterruptedException;

    static ModelReply call(ModelRequest request, String tool, String arguments) {
        String id = request.key().agent() + "-" + request.key().call();
        return ModelReply.builder(StopReason.TOOL_CALLS)
                .toolCalls(List.of(new ToolCall(id, tool, new Json(arguments))))
                .usage(new Usage(10, 5, 0, 0))
                .build();
    }

    static ModelReply say(String text) {
        return ModelReply.builder(StopReason.END)
                .text(text)
                .usage(new Usage(10, 5, 0, 0))
                .build();
    }

    static boolean offers(ModelRequest request, String tool) {
        return request.tools().stream().map(ToolSpec::name).anyMatch(tool::equals);
    }
}
