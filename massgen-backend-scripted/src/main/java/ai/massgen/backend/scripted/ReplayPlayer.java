package ai.massgen.backend.scripted;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.ToolSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plays a recording, read at the first call. What was not recorded is a failure, never something made up. Thread-safe. */
final class ReplayPlayer implements Player {
    private final Path journal;
    private final ScriptedConfig.Mismatch mismatch;
    private final Consumer<String> warnings;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Recording recording;

    ReplayPlayer(Path journal, ScriptedConfig.Mismatch mismatch, Consumer<String> warnings) {
        this.journal = journal;
        this.mismatch = mismatch;
        this.warnings = warnings;
    }

    @Override
    public Cue next(ModelRequest request) {
        return switch (recording().of(request.key())) {
            case Recording.Finished finished -> {
                verify(request, finished);
                yield new Cue.Reply(Duration.ZERO, "", finished.reply());
            }
            case Recording.Failed failed ->
                new Cue.Failure(Duration.ZERO, "", new BackendException(failed.kind(), failed.message()));
            case Recording.Unfinished() -> new Cue.Silence();
            case Recording.Unknown() ->
                throw refused(
                        "call " + request.key().call() + " of " + request.key().agent()
                                + " is not in the recording " + journal
                                + "; the run takes another course than the recorded one");
        };
    }

    private Recording recording() {
        lock.lock();
        try {
            Recording known = recording;
            if (known == null) {
                known = Recording.read(journal);
                recording = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private void verify(ModelRequest request, Recording.Finished recorded) {
        if (request.fingerprint().equals(recorded.requestHash())) {
            return;
        }
        String message = "call " + request.key().call() + " of " + request.key().agent()
                + " is not the recorded one in " + journal + ": " + difference(request, recorded)
                + "\nSomething before this call has changed: the question, a system text, a tool or what it answers, or"
                + " MassGen's prompts.";
        switch (mismatch) {
            case STRICT ->
                throw refused(message + " With on_mismatch: warn the recorded reply is played all the same.");
            case WARN -> warnings.accept(message);
        }
    }

    private static String difference(ModelRequest request, Recording.Finished recorded) {
        List<String> now = Outline.of(request);
        String lines = recorded.request()
                .map(before -> Difference.between(Outline.of(before), now))
                .orElse("");
        if (!lines.isEmpty()) {
            return "(- recorded, + now)\n" + lines;
        }
        return recorded.request().isPresent()
                ? "only in what the provider wants back verbatim"
                : "the recording does not tell what was asked, now there are "
                        + request.messages().size() + " messages and the tools "
                        + request.tools().stream().map(ToolSpec::name).collect(Collectors.joining(", ", "[", "]"));
    }

    private static BackendException refused(String message) {
        return new BackendException(BackendException.Kind.INVALID_REQUEST, message);
    }
}
