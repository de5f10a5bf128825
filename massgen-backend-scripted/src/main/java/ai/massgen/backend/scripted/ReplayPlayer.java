package ai.massgen.backend.scripted;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.ToolSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plays a recording, read at the first call. What was not recorded is a failure, never something made up. Thread-safe. */
final class ReplayPlayer implements Player {
    private final Path journal;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Recording recording;

    ReplayPlayer(Path journal) {
        this.journal = journal;
    }

    @Override
    public Cue next(ModelRequest request) {
        return switch (recording().of(request.key())) {
            case Recording.Finished finished -> {
                verify(request, finished.requestHash());
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

    private void verify(ModelRequest request, String recorded) {
        String now = request.fingerprint();
        if (!now.equals(recorded)) {
            String tools = request.tools().stream().map(ToolSpec::name).collect(Collectors.joining(", ", "[", "]"));
            throw refused("call " + request.key().call() + " of "
                    + request.key().agent()
                    + " is not the recorded one: request " + abbreviated(recorded) + " was recorded in " + journal
                    + ", now it is " + abbreviated(now) + " ("
                    + request.messages().size() + " messages, tools " + tools
                    + "); the question, a system text, a tool or an answer before this call has changed, or MassGen's"
                    + " prompts have");
        }
    }

    private static String abbreviated(String hash) {
        return hash.length() > 12 ? hash.substring(0, 12) : hash;
    }

    private static BackendException refused(String message) {
        return new BackendException(BackendException.Kind.INVALID_REQUEST, message);
    }
}
