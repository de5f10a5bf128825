package ai.massgen.core.engine;

import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.journal.Journal;
import ai.massgen.core.journal.RecordedRun;
import ai.massgen.core.journal.RunFile;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.workspace.Workspaces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what was asked in a conversation from the folders of its runs, each of which names the one before. */
public final class Conversations {
    private Conversations() {}

    /**
     * What was asked up to a run.
     *
     * @param directory the folder of all runs
     * @param run the last run of the conversation
     * @return the questions that were answered, oldest first
     * @throws ai.massgen.api.MassGenException if a run of the conversation cannot be read
     */
    public static List<Exchange> upTo(Path directory, String run) {
        List<Exchange> exchanges = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Optional<String> next = Optional.of(run); next.isPresent() && seen.add(next.get()); ) {
            Path folder = Workspaces.reopen(directory, next.get()).run();
            RunFile file = RunFile.read(folder);
            RecordedRun.read(folder.resolve(Journal.FILE))
                    .finished()
                    .flatMap(SessionEvent.RunFinished::answer)
                    .ifPresent(answer -> exchanges.addFirst(new Exchange(file.question(), answer)));
            next = file.previous();
        }
        return exchanges;
    }

    /**
     * What was asked before a run in its conversation.
     *
     * @param directory the folder of all runs
     * @param run the run
     * @return the questions that were answered, oldest first
     * @throws ai.massgen.api.MassGenException if a run of the conversation cannot be read
     */
    public static List<Exchange> before(Path directory, String run) {
        return RunFile.read(Workspaces.reopen(directory, run).run())
                .previous()
                .map(previous -> upTo(directory, previous))
                .orElse(List.of());
    }

    /**
     * What the winner of a run left in its workspace.
     *
     * @param directory the folder of all runs
     * @param run the run
     * @return the folder; empty if there was no winner, or it had no workspace
     */
    static Optional<Path> workspace(Path directory, String run) {
        Workspaces workspaces = Workspaces.reopen(directory, run);
        return RecordedRun.read(workspaces.run().resolve(Journal.FILE))
                .finished()
                .flatMap(SessionEvent.RunFinished::winner)
                .flatMap(Alias::parse)
                .flatMap(workspaces::existing);
    }
}
