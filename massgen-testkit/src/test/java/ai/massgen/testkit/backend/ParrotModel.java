package ai.massgen.testkit.backend;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Plays a scene, with a defect or without. */
final class ParrotModel implements Model {
    private final Scene scene;
    private final Defect defect;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ReentrantLock turn = new ReentrantLock();
    private volatile String lastText = "";

    ParrotModel(Scene scene, Defect defect) {
        this.scene = scene;
        this.defect = defect;
    }

    @Override
    public ModelReply generate(ModelRequest request, Consumer<? super ModelDelta> deltas) throws InterruptedException {
        refuse(request, deltas);
        boolean interrupted = Thread.interrupted();
        if (interrupted && defect != Defect.FORGETS_EARLIER_INTERRUPTS) {
            throw new InterruptedException();
        }
        if (closed.getCount() == 0 && defect != Defect.WORKS_ON_AFTER_CLOSING) {
            throw failure(Kind.UNAVAILABLE);
        }
        if (defect == Defect.LEAVES_A_THREAD) {
            Thread.ofPlatform().daemon().name("left-behind").start(() -> awaitForever());
        }
        if (defect != Defect.ONE_CALL_AFTER_THE_OTHER) {
            return play(request, deltas);
        }
        turn.lock();
        try {
            return play(request, deltas);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        if (closed.getCount() == 0 && defect == Defect.CLOSES_ONLY_ONCE) {
            throw new IllegalStateException("closed already");
        }
        closed.countDown();
    }

    private void refuse(ModelRequest request, Consumer<? super ModelDelta> deltas) {
        if (EnumSet.of(Capability.TOOLS, Capability.MAX_OUTPUT_TOKENS).containsAll(request.needs())) {
            return;
        }
        if (defect == Defect.SPEAKS_BEFORE_IT_REFUSES) {
            deltas.accept(new ModelDelta.Text("Well, "));
        }
        if (defect != Defect.TAKES_WHAT_IT_DOES_NOT_DECLARE) {
            throw failure(Kind.INVALID_REQUEST);
        }
    }

    private ModelReply play(ModelRequest request, Consumer<? super ModelDelta> deltas) throws InterruptedException {
        return switch (scene) {
            case SILENCE -> {
                beSilent(request.timeouts().firstToken(), request.timeouts().total());
                throw failure(defect == Defect.SILENCE_IS_NO_TIMEOUT ? Kind.UNAVAILABLE : Kind.TIMEOUT);
            }
            case HALF -> {
                say("Grüße ", deltas);
                beSilent(request.timeouts().idle(), request.timeouts().total());
                if (defect == Defect.SILENCE_IN_THE_MIDDLE_IS_THE_END) {
                    yield ModelReply.builder(StopReason.END).text("Grüße ").build();
                }
                throw failure(Kind.TIMEOUT);
            }
            case FAILURE -> throw failure(defect == Defect.WRONG_KIND ? Kind.UNAVAILABLE : Scene.failure());
            case ECHO -> reply(echo(request), deltas);
            case TEXT, REASONING, TOOL_CALL, PARALLEL_TOOL_CALLS, MAX_TOKENS -> reply(scene.text(), deltas);
        };
    }

    private String echo(ModelRequest request) {
        Message.User user = (Message.User) request.messages().getLast();
        String own = ((Part.Text) user.parts().getFirst()).text();
        lastText = lastText.isEmpty() ? own : lastText;
        return defect == Defect.MIXES_CALLS_UP ? lastText : own;
    }

    private ModelReply reply(String text, Consumer<? super ModelDelta> deltas) throws InterruptedException {
        boolean late = defect == Defect.THOUGHTS_AFTER_THE_TEXT;
        think(late ? "" : scene.thoughts(), deltas);
        for (String word : defect == Defect.TEXT_IN_ONE_PIECE ? new String[] {text} : text.split("(?<= )")) {
            say(word, deltas);
        }
        think(late ? scene.thoughts() : "", deltas);
        List<ToolCall> calls = calls();
        if (defect != Defect.CALLS_UNANNOUNCED) {
            calls.forEach(call -> deltas.accept(new ModelDelta.ToolCallStarted(call.name())));
        }
        return ModelReply.builder(defect == Defect.ALWAYS_AT_ITS_END ? StopReason.END : scene.stopReason())
                .text(defect == Defect.TEXT_THAT_WAS_NOT_HEARD ? text + "!" : text)
                .toolCalls(calls)
                .build();
    }

    private static void think(String thoughts, Consumer<? super ModelDelta> deltas) {
        if (!thoughts.isEmpty()) {
            deltas.accept(new ModelDelta.Reasoning(thoughts));
        }
    }

    private List<ToolCall> calls() {
        List<ToolCall> calls = new ArrayList<>(scene.toolCalls());
        if (defect == Defect.CALLS_IN_THE_WRONG_ORDER) {
            return calls.reversed();
        }
        if (defect == Defect.CALLS_WITH_EQUAL_IDS) {
            calls.replaceAll(call -> new ToolCall("call", call.name(), call.arguments()));
        }
        return calls;
    }

    private void say(String text, Consumer<? super ModelDelta> deltas) throws InterruptedException {
        if (defect == Defect.HEARD_ON_ANOTHER_THREAD) {
            Thread.ofVirtual()
                    .start(() -> deltas.accept(new ModelDelta.Text(text)))
                    .join();
            return;
        }
        try {
            if (defect == Defect.PIECES_WITHOUT_TEXT) {
                deltas.accept(new ModelDelta.Text(""));
            }
            if (!text.isEmpty()) {
                deltas.accept(new ModelDelta.Text(text));
            }
        } catch (IllegalStateException e) {
            if (defect != Defect.SWALLOWS_WHAT_THE_LISTENER_THROWS) {
                throw e;
            }
        }
    }

    /** Waits for one of the limits, an interrupt or the end of the model. */
    private void beSilent(Duration limit, Duration total) throws InterruptedException {
        Duration wait = limit.compareTo(total) < 0 ? limit : total;
        try {
            if (closed.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failure(defect == Defect.CLOSING_LOOKS_LIKE_A_TIMEOUT ? Kind.TIMEOUT : Kind.UNAVAILABLE);
            }
        } catch (InterruptedException e) {
            switch (defect) {
                case DEAF_TO_INTERRUPTS -> awaitQuietly(isSlowCase() ? 6_000 : 0);
                case SLOW_TO_INTERRUPTS -> awaitQuietly(150);
                case SWALLOWS_INTERRUPTS -> throw failure(Kind.UNAVAILABLE);
                default -> {}
            }
            throw e;
        }
    }

    /** One of the four cases is enough, for the sake of time. */
    private boolean isSlowCase() {
        return scene == Scene.HALF && !Thread.currentThread().isVirtual();
    }

    private void awaitQuietly(long millis) throws InterruptedException {
        boolean unused = closed.await(millis, TimeUnit.MILLISECONDS);
    }

    private static void awaitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static BackendException failure(Kind kind) {
        return new BackendException(kind, "the parrot does not want to");
    }
}
