package ai.massgen.core;

import ai.massgen.api.Json;
import ai.massgen.api.MassGenException;
import ai.massgen.core.event.EventListener;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.journal.Journal;
import ai.massgen.core.journal.RecordedRun;
import ai.massgen.core.journal.Replay;
import ai.massgen.core.journal.RunFile;
import ai.massgen.core.journal.StateJson;
import ai.massgen.core.workspace.Workspaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The runs that left their files in a folder. Reads only. Immutable and thread-safe. */
public final class Runs {
    /** The error id of a replay that does not come to the recorded states. */
    public static final String DIFFERS = "engine.replay-differs";

    private final Path directory;

    private Runs(Path directory) {
        this.directory = directory;
    }

    /**
     * The runs of a folder.
     *
     * @param directory what {@code workspace.directory} names
     * @return its runs; none if there is no such folder
     */
    public static Runs in(Path directory) {
        return new Runs(directory.toAbsolutePath());
    }

    /**
     * A run. Immutable.
     *
     * @param id its id
     * @param question what was asked
     * @param started when
     * @param config the configuration file, absolute; empty if the configuration was given in another way
     * @param allowUnsandboxed whether tools without isolation were allowed
     * @param previous the run whose conversation this one continues
     * @param end how it ended; empty if it is under way, or was interrupted
     */
    public record Summary(
            String id,
            String question,
            Instant started,
            Optional<Path> config,
            boolean allowUnsandboxed,
            Optional<String> previous,
            Optional<SessionEvent.RunFinished> end) {}

    /**
     * A step of a replay. Immutable.
     *
     * @param seq the number of the event that recorded the input
     * @param at when it was recorded
     * @param input the input
     * @param state the state after it, rebuilt now
     * @param differences what was recorded otherwise, in sentences; empty if the replay is exact
     */
    public record Step(long seq, Instant at, Json input, Json state, List<String> differences) {
        /** Copies the list. */
        public Step {
            differences = List.copyOf(differences);
        }
    }

    /**
     * All runs.
     *
     * @return the latest first; folders that are no run of ours, or cannot be read, are left out
     */
    public List<Summary> list() {
        Path folder = directory.resolve("runs");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Runs::isRun)
                    .sorted(Comparator.comparing(Path::getFileName).reversed())
                    .flatMap(run -> readable(run).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    private static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve(Workspaces.MARKER), LinkOption.NOFOLLOW_LINKS);
    }

    private static Optional<Summary> readable(Path folder) {
        try {
            return Optional.of(summary(folder));
        } catch (MassGenException e) {
            return Optional.empty();
        }
    }

    private static Summary summary(Path folder) {
        RunFile file = RunFile.read(folder);
        return new Summary(
                file.run(),
                file.question(),
                file.started(),
                file.config().map(Path::of),
                file.allowUnsandboxed(),
                file.previous(),
                RecordedRun.read(folder.resolve(Journal.FILE)).finished());
    }

    /**
     * The latest run that came to an answer.
     *
     * @return its id
     */
    public Optional<String> latestDecided() {
        return list().stream()
                .filter(run ->
                        run.end().map(end -> end.outcome().equals("decided")).orElse(false))
                .map(Summary::id)
                .findFirst();
    }

    /**
     * One run.
     *
     * @param run its id
     * @return what is known of it
     * @throws MassGenException if there is no such run, or it cannot be read
     */
    public Summary summary(String run) {
        return summary(folder(run));
    }

    /**
     * Shows a listener the events of a run, as they are in its journal.
     *
     * @param run its id
     * @param listener receives the events on this thread
     * @throws MassGenException if there is no such run, or it cannot be read
     */
    public void show(String run, EventListener listener) {
        RecordedRun.read(folder(run).resolve(Journal.FILE)).events().forEach(listener::on);
    }

    /**
     * Rebuilds every state of a run from its journal, and compares with what was recorded. Asks no model and runs no tool.
     *
     * @param run its id
     * @return the steps of its coordination, in order
     * @throws MassGenException if there is no such run, or it cannot be read
     */
    public List<Step> replay(String run) {
        return Replay.of(RecordedRun.read(folder(run).resolve(Journal.FILE))).moments().stream()
                .map(moment -> new Step(
                        moment.record().seq(),
                        moment.record().at(),
                        ((SessionEvent.ProtocolInput) moment.record().event()).input(),
                        StateJson.write(moment.step().state()),
                        moment.differences()))
                .toList();
    }

    private Path folder(String run) {
        return Workspaces.reopen(directory, run).run();
    }
}
