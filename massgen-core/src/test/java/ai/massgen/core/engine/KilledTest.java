package ai.massgen.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.journal.Journal;
import ai.massgen.core.journal.RecordedRun;
import ai.massgen.core.journal.Replay;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at each event of the journal in turn. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class KilledTest {
    /** A run of three agents with a restart has about 60 events; the kill comes before each of the first this many. */
    private static final int KILLS = 70;

    @TempDir
    Path base;

    @Test
    void aRunThatIsKilledAtAnyEventGoesOnAndPaysForNoReplyTwice() throws Exception {
        kill();
        int interrupted = 0;
        for (int number = 1; number <= KILLS; number++) {
            interrupted += goesOn(DoomedRuns.folder(base, number)) ? 1 : 0;
        }
        assertThat(interrupted)
                .as("runs that were killed before they were over")
                .isGreaterThan(40);
    }

    private void kill() throws IOException, InterruptedException {
        Process doomed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DoomedRuns.class.getName(),
                        base.toString(),
                        String.valueOf(KILLS))
                .redirectOutput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(doomed.waitFor(240, TimeUnit.SECONDS)).isTrue();
            assertThat(doomed.exitValue()).as("killed").isEqualTo(137);
        } finally {
            doomed.destroyForcibly();
        }
    }

    /** Resumes the run of a folder, unless it had not begun or was over; tells whether it did. */
    private static boolean goesOn(Path folder) throws Exception {
        Path run = run(folder);
        Path journal = run.resolve(Journal.FILE);
        RecordedRun before = RecordedRun.read(journal);
        if (before.started().isEmpty() || before.finished().isPresent()) {
            return false;
        }
        List<String> recorded = before.of(SessionEvent.ModelCallFinished.class).stream()
                .map(call -> call.agent() + " " + call.call())
                .toList();
        Path bill = folder.resolve(DoomedRuns.BILL);
        Files.deleteIfExists(bill);

        Ending ending = new Ensemble(folder, 3, DoomedRuns.CONFIG, DoomedRuns.mind(folder))
                .interrupted(run.getFileName().toString())
                .resume(List.of());

        assertThat(ending).as(journal.toString()).isInstanceOf(Ending.Decided.class);
        List<String> paid = Files.exists(bill) ? Files.readAllLines(bill) : List.of();
        assertThat(paid).as("paid twice").doesNotHaveDuplicates().noneMatch(recorded::contains);
        RecordedRun after = RecordedRun.read(journal);
        assertThat(after.events()).startsWith(before.events().toArray(EventRecord[]::new));
        assertThat(Replay.of(after).moments())
                .allSatisfy(moment -> assertThat(moment.differences()).isEmpty());
        return true;
    }

    private static Path run(Path folder) throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve(".massgen/runs"))) {
            return runs.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }
}
