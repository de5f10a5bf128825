package ai.massgen.backend.scripted;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.ToolCall;
import java.time.Duration;
import java.util.List;

/** What a model does in a call, after a wait. */
sealed interface Cue {
    /** It thinks and replies. */
    record Reply(Duration delay, String thought, ModelReply reply) implements Cue {
        static Reply saying(String text) {
            return new Reply(
                    Duration.ZERO,
                    "",
                    ModelReply.builder(StopReason.END).text(text).build());
        }

        static Reply calling(ToolCall call) {
            return new Reply(
                    Duration.ZERO,
                    "",
                    ModelReply.builder(StopReason.TOOL_CALLS)
                            .toolCalls(List.of(call))
                            .build());
        }
    }

    /** It says something and breaks off. */
    record Failure(Duration delay, String text, BackendException failure) implements Cue {}

    /** It never says anything. */
    record Silence() implements Cue {}
}
