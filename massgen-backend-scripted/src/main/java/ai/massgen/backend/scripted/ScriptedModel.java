package ai.massgen.backend.scripted;

import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.ToolCall;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Performs cues: waits, streams word by word, replies. Keeps the time limits of a real model. */
final class ScriptedModel implements Model {
    private final Player player;
    private final Set<Capability> capabilities;
    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);

    ScriptedModel(Player player, Set<Capability> capabilities, Duration pause) {
        this.player = player;
        this.capabilities = capabilities;
        this.pause = pause;
    }

    @Override
    public ModelReply generate(ModelRequest request, Consumer<? super ModelDelta> deltas) throws InterruptedException {
        Requirements.check(request, capabilities);
        Patience patience = new Patience(request.timeouts(), closed);
        return switch (player.next(request)) {
            case Cue.Reply cue -> {
                patience.untilFirst(cue.delay());
                think(cue.thought(), deltas, patience);
                speak(cue.reply().text(), deltas, patience);
                for (ToolCall call : cue.reply().toolCalls()) {
                    deltas.accept(new ModelDelta.ToolCallStarted(call.name()));
                }
                yield cue.reply();
            }
            case Cue.Failure cue -> {
                patience.untilFirst(cue.delay());
                speak(cue.text(), deltas, patience);
                throw cue.failure();
            }
            case Cue.Silence() -> throw patience.silence();
        };
    }

    private void think(String thought, Consumer<? super ModelDelta> deltas, Patience patience)
            throws InterruptedException {
        for (String word : Words.of(thought)) {
            deltas.accept(new ModelDelta.Reasoning(word));
            patience.untilNext(pause);
        }
    }

    private void speak(String text, Consumer<? super ModelDelta> deltas, Patience patience)
            throws InterruptedException {
        for (String word : Words.of(text)) {
            deltas.accept(new ModelDelta.Text(word));
            patience.untilNext(pause);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
