package ai.massgen.backend.scripted;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.ModelReply;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The model calls of a recorded run: the lines {@code model.call.*} of its journal. Immutable. */
final class Recording {
    private final Map<CallKey, Entry> calls;

    Recording(Map<CallKey, Entry> calls) {
        this.calls = Map.copyOf(calls);
    }

    /** What became of a call. */
    sealed interface Entry {}

    record Finished(String requestHash, Optional<RecordedRequest> request, ModelReply reply) implements Entry {}

    record Failed(BackendException.Kind kind, String message) implements Entry {}

    record Unfinished() implements Entry {}

    record Unknown() implements Entry {}

    static Path file(Path base, Path journal) {
        Path file = base.resolve(journal);
        return Files.isDirectory(file) ? file.resolve("journal.jsonl") : file;
    }

    Entry of(CallKey key) {
        return calls.getOrDefault(key, new Unknown());
    }

    static Recording read(Path file) {
        List<String> lines = lines(file);
        RecordingReader reader = new RecordingReader();
        for (int i = 0; i < lines.size(); i++) {
            try {
                reader.read(RecordedJson.parse(lines.get(i)));
            } catch (JsonProcessingException | IllegalArgumentException e) {
                // A process that dies leaves a torn last line; anywhere else it is no journal.
                if (i < lines.size() - 1) {
                    throw refused("line " + (i + 1) + " of " + file + " is no journal line: " + firstLine(e), e);
                }
            }
        }
        return reader.recording();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw refused("there is no journal " + file + " to replay", e);
        } catch (IOException e) {
            throw refused("cannot read the journal " + file + ": " + firstLine(e), e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static BackendException refused(String message, Exception cause) {
        return new BackendException(BackendException.Kind.INVALID_REQUEST, message, cause, null, null);
    }
}
