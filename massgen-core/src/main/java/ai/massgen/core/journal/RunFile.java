package ai.massgen.core.journal;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run was asked and how, as far as the journal does not say: the file {@code run.json} in its folder, written before
 * anything else. Immutable.
 *
 * @param v the version of the format, 1
 * @param run the run
 * @param question the question
 * @param config the configuration file, absolute; empty if the configuration was given in another way
 * @param allowUnsandboxed whether the user allowed tools without isolation
 * @param previous the run whose conversation this one continues, in the same folder of runs
 * @param started when it was asked
 */
public record RunFile(
        int v,
        String run,
        String question,
        Optional<String> config,
        boolean allowUnsandboxed,
        Optional<String> previous,
        Instant started) {
    /** The version of the format. */
    public static final int VERSION = 1;

    private static final String NAME = "run.json";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .build();

    /** Checks for null. */
    public RunFile {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(question, "question");
        config = config == null ? Optional.empty() : config;
        previous = previous == null ? Optional.empty() : previous;
        Objects.requireNonNull(started, "started");
    }

    /**
     * Writes the file.
     *
     * @param folder the folder of the run
     * @throws JournalException if it cannot be written
     */
    public void write(Path folder) {
        try {
            Files.writeString(
                    folder.resolve(NAME), MAPPER.writeValueAsString(this) + "\n", StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new JournalException(
                    JournalException.UNWRITABLE, "cannot write " + folder.resolve(NAME) + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the file.
     *
     * @param folder the folder of a run
     * @return what it says
     * @throws JournalException if it cannot be read, or was written by a newer version
     */
    public static RunFile read(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            RunFile read = MAPPER.readValue(Files.readString(file), RunFile.class);
            if (read.v() > VERSION) {
                throw unreadable(file, "its format " + read.v() + " is newer than " + VERSION, null);
            }
            return read;
        } catch (IOException e) {
            throw unreadable(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static JournalException unreadable(Path file, String why, @Nullable Exception cause) {
        return new JournalException(JournalException.UNREADABLE, "cannot read " + file + ": " + why, cause);
    }
}
