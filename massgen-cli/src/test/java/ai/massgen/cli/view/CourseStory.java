package ai.massgen.cli.view;

import ai.massgen.api.Json;
import ai.massgen.core.event.CourseEvent;
import ai.massgen.core.event.SessionEvent;
import java.util.List;
import java.util.Optional;

/** Events for tests: all that can be told of the course of a run. */
final class CourseStory {
    private CourseStory() {}

    static List<SessionEvent> everything() {
        return List.of(
                new CourseEvent.ProtocolStarted(3, Json.EMPTY_OBJECT),
                new CourseEvent.RunResumed(41),
                new CourseEvent.WorkspaceKept(
                        "agent1",
                        "agent1.1",
                        List.of("notes.md"),
                        List.of("todo.md"),
                        List.of("old.md"),
                        4_096,
                        Optional.of("2 entries left out: links, or too much")),
                new CourseEvent.ContextTrimmed("agent2", 12, 30_000, 16_000),
                new CourseEvent.WrapUpStarted("time is nearly up"),
                new CourseEvent.TurnHurried("agent1", 2, CourseEvent.TurnHurried.TIME),
                new CourseEvent.TurnHurried("agent2", 2, CourseEvent.TurnHurried.BUDGET),
                new CourseEvent.JudgementStarted("agent3"),
                new CourseEvent.JudgementMissed("agent3", "overloaded"),
                new CourseEvent.Restarted("agent3", "agent2", "too short", "name Timsort"));
    }
}
