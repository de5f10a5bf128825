package ai.massgen.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.event.CourseEvent;
import ai.massgen.core.event.SessionEvent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people read of the end of a run, of judgements, of workspaces, of long conversations. */
class CoordinationLinesTest {
    @Test
    void theEndIsAnnouncedWithItsReason() {
        assertThat(Rendered.storyPiped(
                        new CourseEvent.WrapUpStarted("time is nearly up"),
                        new CourseEvent.TurnHurried("agent1", 2, CourseEvent.TurnHurried.TIME)))
                .contains("wrapping up: time is nearly up", "is told that time is nearly up");
    }

    @Test
    void whoseBudgetIsNearlySpentIsToldToo() {
        assertThat(Rendered.storyPiped(new CourseEvent.TurnHurried("agent1", 2, CourseEvent.TurnHurried.BUDGET)))
                .contains("is told that the budget is nearly spent");
    }

    @Test
    void aJudgementThatSendsAllBackSaysWhy() {
        assertThat(Rendered.storyPiped(
                        new CourseEvent.JudgementStarted("agent2"),
                        new SessionEvent.TurnStarted("agent2", 4, "judgement"),
                        new CourseEvent.Restarted("agent2", "agent1", "too short", "say more")))
                .contains("judges what was presented", "sends all back to work", "too short", "say more")
                .doesNotContain("turn 4");
    }

    @Test
    void whoDoesNotJudgeIsNamed() {
        assertThat(Rendered.storyPiped(new CourseEvent.JudgementMissed("agent2", "overloaded")))
                .contains("does not judge: overloaded; what was presented stands");
    }

    @Test
    void aWorkspaceIsMentionedOnlyIfSomethingChanged() {
        assertThat(Rendered.storyPiped(new CourseEvent.WorkspaceKept(
                        "agent1", "agent1.1", List.of("a", "b"), List.of("c"), List.of(), 12, Optional.empty())))
                .contains("workspace kept: 2 files new, 1 file changed");
        assertThat(Rendered.storyPiped(new CourseEvent.WorkspaceKept(
                        "agent1", "agent1.1", List.of(), List.of(), List.of(), 12, Optional.empty())))
                .doesNotContain("workspace");
    }

    @Test
    void whatWasLeftOutOfAConversationIsSaid() {
        assertThat(Rendered.storyPiped(new CourseEvent.ContextTrimmed("agent1", 12, 30_000, 16_000)))
                .contains("its context is full: 12 old messages (about 30,000 tokens) left out");
    }

    @Test
    void aRunThatGoesOnSaysSo() {
        assertThat(Rendered.storyPiped(new CourseEvent.RunResumed(41)))
                .contains("the run goes on after 41 recorded events");
    }
}
