package ai.massgen.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.config.ByteSize;
import ai.massgen.api.message.Part;
import ai.massgen.core.attach.Attachments;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.journal.Journal;
import ai.massgen.core.journal.JournalException;
import ai.massgen.core.journal.RecordedRun;
import ai.massgen.core.journal.Replay;
import ai.massgen.core.journal.RunFile;
import ai.massgen.core.task.Task;
import ai.massgen.core.workspace.Workspaces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ResumeTest {
    /** Everything that a run can do: votes that are outdated, rejections, a failed turn, a judge who sends all back. */
    private static final String RICH = "coordination: {max_restarts: 1, max_new_answers_per_agent: 2}\n";

    @TempDir
    Path folder;

    private final AtomicInteger judged = new AtomicInteger();

    @BeforeEach
    void forget() {
        judged.set(0);
    }

    private Ensemble rich() {
        AtomicInteger failed = new AtomicInteger();
        return new Ensemble(folder, 3, RICH, (request, deltas) -> {
            String agent = request.key().agent();
            if (Mind.offers(request, "confirm")) {
                return judged.getAndIncrement() == 0
                        ? Mind.call(request, "send_back", "{\"reason\":\"short\",\"instructions\":\"more\"}")
                        : Mind.call(request, "confirm", "{}");
            }
            if (agent.equals("agent3") && request.key().call() == 2 && failed.getAndIncrement() == 0) {
                throw new BackendException(BackendException.Kind.TRUNCATED, "cut");
            }
            if (agent.equals("agent1") && request.key().call() == 1) {
                return Mind.say("I forgot to hand it in");
            }
            return Mind.SENSIBLE.answer(request, deltas);
        });
    }

    private Path journal(String run) {
        return folder.resolve(".massgen/runs").resolve(run).resolve(Journal.FILE);
    }

    /** The folder of a run that died when its journal was this long. */
    private void died(String run, RunFile file, byte[] journal) throws IOException {
        Workspaces workspaces = Workspaces.create(folder.resolve(".massgen"), run);
        file.write(workspaces.run());
        Files.write(journal(run), journal);
    }

    private static List<Integer> lineEnds(byte[] bytes) {
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                ends.add(i + 1);
            }
        }
        return ends;
    }

    private static List<CallKey> finished(RecordedRun run) {
        return run.of(SessionEvent.ModelCallFinished.class).stream()
                .map(call -> new CallKey(call.agent(), call.call()))
                .toList();
    }

    @Test
    void aRunThatDiedAfterAnyEventGoesOnToItsEndAndAsksNothingTwice() throws Exception {
        QuestionRun whole = rich().fresh();
        whole.ask(Ensemble.asked("why?"));
        byte[] bytes = Files.readAllBytes(journal(whole.id()));
        RunFile file = RunFile.read(whole.directory());
        List<Integer> ends = lineEnds(bytes);
        for (int events = 2; events < ends.size(); events++) {
            int torn = events % 2 == 0 ? 0 : (ends.get(events) - ends.get(events - 1)) / 2;
            String run = "20260101-000000-died" + (events + 100);
            died(run, file, Arrays.copyOf(bytes, ends.get(events - 1) + torn));
            RecordedRun before = RecordedRun.read(journal(run));
            judged.set((int) finishedJudgements(before));

            Ensemble second = rich();
            Ending ending = second.interrupted(run).resume(List.of());

            assertThat(ending).as("after " + events + " events").isInstanceOf(Ending.Decided.class);
            assertThat(second.asked()).as("asked twice").noneMatch(finished(before)::contains);
            isExact(RecordedRun.read(journal(run)));
        }
    }

    private static long finishedJudgements(RecordedRun run) {
        return run.of(SessionEvent.ModelCallFinished.class).stream()
                .flatMap(call -> call.reply().toolCalls().stream())
                .filter(call -> call.name().equals("send_back") || call.name().equals("confirm"))
                .count();
    }

    /** One journal, whose events are numbered without gaps, whose facts are all there, and which replays. */
    private static void isExact(RecordedRun run) {
        assertThat(run.events().getLast().seq()).isEqualTo(run.events().size());
        assertThat(Replay.of(run).moments())
                .allSatisfy(moment -> assertThat(moment.differences()).isEmpty());
        assertThat(run.of(SessionEvent.RunFinished.class)).hasSize(1);
        assertThat(run.of(SessionEvent.AnswerAccepted.class))
                .extracting(SessionEvent.AnswerAccepted::label)
                .doesNotHaveDuplicates();
    }

    @Test
    void aRunThatDiedHasItsAttachmentsAgain() throws Exception {
        Attachments attachments =
                Attachments.read(List.of(), List.of(new Part.Text("the plan is blue")), ByteSize.ofMebibytes(1));
        QuestionRun whole = rich().fresh();
        whole.ask(new Asked("why?", attachments, List.of(), Optional.empty()));
        byte[] bytes = Files.readAllBytes(journal(whole.id()));
        String run = "20260101-000000-attached";
        died(
                run,
                RunFile.read(whole.directory()),
                Arrays.copyOf(bytes, lineEnds(bytes).get(3)));
        attachments.keep(folder.resolve(".massgen/runs").resolve(run));
        AtomicInteger told = new AtomicInteger();
        Ensemble second = new Ensemble(folder, 3, RICH, (request, deltas) -> {
            if (String.valueOf(request.messages()).contains("the plan is blue")) {
                told.incrementAndGet();
            }
            return Mind.SENSIBLE.answer(request, deltas);
        });

        assertThat(second.interrupted(run).resume(List.of())).isInstanceOf(Ending.Decided.class);

        assertThat(told).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void theTimeThatARunLayInterruptedDoesNotCount() throws Exception {
        QuestionRun whole = rich().fresh();
        whole.ask(Ensemble.asked("why?"));
        RecordedRun recorded = RecordedRun.read(journal(whole.id()));

        assertThat(recorded.spent()).isLessThan(Duration.ofMinutes(1));
        byte[] bytes = Files.readAllBytes(journal(whole.id()));
        died(
                "20260101-000000-early2",
                RunFile.read(whole.directory()),
                Arrays.copyOf(bytes, lineEnds(bytes).get(5)));
        Ensemble later = rich().clock(() -> Instant.now().plus(Duration.ofDays(3)));
        assertThat(later.interrupted("20260101-000000-early2").resume(List.of()))
                .isInstanceOf(Ending.Decided.class);
        assertThat(RecordedRun.read(journal("20260101-000000-early2")).spent()).isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void aRunThatIsOverIsNotResumed() throws Exception {
        QuestionRun whole = rich().fresh();
        whole.ask(Ensemble.asked("why?"));

        assertThatThrownBy(() -> rich().interrupted(whole.id()).resume(List.of()))
                .isInstanceOf(ResumeException.class)
                .hasMessageContaining("is over (decided)");
    }

    @Test
    void aRunWithOtherAgentsIsNotResumed() throws Exception {
        QuestionRun whole = rich().fresh();
        whole.ask(Ensemble.asked("why?"));
        byte[] bytes = Files.readAllBytes(journal(whole.id()));
        died(
                "20260101-000000-other2",
                RunFile.read(whole.directory()),
                Arrays.copyOf(bytes, lineEnds(bytes).get(5)));

        assertThatThrownBy(() -> new Ensemble(folder, 2, RICH, Mind.SENSIBLE)
                        .interrupted("20260101-000000-other2")
                        .resume(List.of()))
                .isInstanceOf(ResumeException.class)
                .hasMessageContaining("the configuration is not the one");
        assertThatThrownBy(() -> new Ensemble(folder, 3, "", Mind.SENSIBLE)
                        .interrupted("20260101-000000-other2")
                        .resume(List.of()))
                .isInstanceOf(ResumeException.class);
    }

    @Test
    void aRunThatIsUnderWayIsNotResumed() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Ensemble slow = new Ensemble(folder, 1, "", (request, deltas) -> {
            asked.countDown();
            new CountDownLatch(1).await();
            return Mind.say("");
        });
        QuestionRun run = slow.fresh();
        Task task = Task.start("asking", () -> {
            try {
                run.ask(Ensemble.asked("why?"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        asked.await();

        assertThatThrownBy(() -> slow.interrupted(run.id()).resume(List.of()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("still under way");
        run.cancel();
        assertThat(task.join(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void aJournalThatIsNoneIsToldSo() throws Exception {
        died(
                "20260101-000000-broken",
                new RunFile(1, "x", "q", Optional.empty(), false, Optional.empty(), Instant.EPOCH),
                "{}\n".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> rich().interrupted("20260101-000000-broken").resume(List.of()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("line 1 of");
    }
}
