package ai.massgen.core.engine;

import ai.massgen.core.event.CourseEvent;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.journal.RecordedRun;
import ai.massgen.core.journal.StateJson;
import ai.massgen.core.plan.AgentPlan;
import ai.massgen.core.plan.RunPlan;
import java.util.Comparator;
import java.util.List;

/** The first events of a run, which say all that it depends on. */
final class Announcements {
    private Announcements() {}

    static List<SessionEvent> of(RunPlan plan, String question) {
        return List.of(
                new SessionEvent.RunStarted(
                        question, participants(plan), List.copyOf(plan.tools().keySet())),
                new CourseEvent.ProtocolStarted(plan.agents().size(), StateJson.write(plan.rules())));
    }

    private static List<SessionEvent.Participant> participants(RunPlan plan) {
        return plan.agents().stream()
                .sorted(Comparator.comparing(AgentPlan::alias))
                .map(agent -> new SessionEvent.Participant(
                        agent.alias().toString(),
                        agent.id(),
                        agent.backend().name(),
                        agent.model(),
                        agent.backend().simulated()))
                .toList();
    }

    /**
     * Checks that a recorded run began with what the plan says, so that it can go on.
     *
     * @throws ResumeException if it did not, or is over
     */
    static void check(RunPlan plan, String run, RecordedRun recorded) {
        if (recorded.finished().isPresent()) {
            throw new ResumeException(
                    "the run " + run + " is over (" + recorded.finished().get().outcome()
                            + "), there is nothing to resume; massgen runs show " + run + " shows it");
        }
        SessionEvent.RunStarted started = recorded.started()
                .orElseThrow(() -> new ResumeException(
                        "the run " + run + " had not begun when it was interrupted; ask the question again"));
        for (SessionEvent event : of(plan, started.question())) {
            if (!recorded.of(event.getClass()).contains(event)) {
                throw new ResumeException("the configuration is not the one that the run " + run
                        + " began with: it had " + recorded.of(event.getClass()) + ", now it is " + event
                        + "; resume it with the configuration as it was");
            }
        }
    }
}
