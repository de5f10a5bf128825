package ai.massgen.cli.view;

import ai.massgen.core.event.CallEvent;
import ai.massgen.core.event.CourseEvent;
import ai.massgen.core.event.EgressEvent;
import ai.massgen.core.event.EventListener;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.event.TrustEvent;
import java.util.List;

/**
 * Shows a run to people while it happens. Takes the events of one run after the other; if the screen takes no more text,
 * the events are ignored. Used by one thread at a time.
 */
public final class RunView implements EventListener {
    private final Page page;
    private Roster roster = Roster.UNKNOWN;
    private Talk talk;
    private Tokens tokens = new Tokens();

    private RunView(Page page) {
        this.page = page;
        this.talk = new Talk(page, roster);
    }

    /**
     * Shows runs on a screen.
     *
     * @param screen where
     * @return a listener for {@link ai.massgen.core.MassGen}
     */
    public static RunView on(Screen screen) {
        return new RunView(new Page(screen));
    }

    @Override
    public void on(EventRecord event) {
        if (!page.gone()) {
            show(event.event(), event.run());
            page.flush();
        }
    }

    private void show(SessionEvent event, String run) {
        switch (event) {
            case SessionEvent.RunStarted started -> begin(started);
            case CourseEvent.ProtocolStarted started -> {
                // for replay, like the inputs
            }
            case SessionEvent.ProtocolInput input -> {
                // for replay; what comes of it has events of its own
            }
            case CourseEvent.RunResumed resumed -> page.plain(RunLines.of(resumed));
            case SessionEvent.TextDelta delta -> talk.text(delta.agent(), delta.call(), delta.text());
            case SessionEvent.ReasoningDelta delta -> talk.reasoning(delta.agent(), delta.call(), delta.text());
            case SessionEvent.TurnStarted started -> aside(started.agent(), TurnLines.of(started));
            case SessionEvent.ModelCallStarted started -> agent(started.agent(), TurnLines.of(started));
            case SessionEvent.ModelCallFinished finished -> {
                tokens.add(finished);
                agent(finished.agent(), TurnLines.of(finished));
            }
            case SessionEvent.ModelCallFailed failed -> agent(failed.agent(), TurnLines.of(failed));
            case SessionEvent.ToolCallStarted started -> agent(started.agent(), ToolLines.of(started));
            case SessionEvent.ToolCallFinished finished -> agent(finished.agent(), ToolLines.of(finished));
            case TrustEvent.ToolCallDenied denied -> agent(denied.agent(), ToolLines.of(denied));
            case SessionEvent.ToolServerStarted started -> agent(started.agent(), ToolLines.of(started));
            case SessionEvent.ToolServerFailed failed -> agent(failed.agent(), ToolLines.of(failed));
            case SessionEvent.ToolServerStopped stopped -> aside(stopped.agent(), ToolLines.of(stopped));
            case TrustEvent.ToolsPinned pinned -> page.plain(PinLines.of(pinned));
            case TrustEvent.ToolSuspicious suspicious -> page.plain(PinLines.of(suspicious));
            case TrustEvent.ToolDefinitionChanged changed -> agent(changed.agent(), PinLines.of(changed));
            case SessionEvent.AnswerAccepted accepted -> agent(accepted.agent(), BoardLines.of(accepted));
            case CourseEvent.WorkspaceKept kept -> aside(kept.agent(), BoardLines.of(kept));
            case CourseEvent.ContextTrimmed trimmed -> agent(trimmed.agent(), TurnLines.of(trimmed));
            case SessionEvent.VoteCast cast -> agent(cast.agent(), BoardLines.of(cast, roster));
            case SessionEvent.VoteOutdated outdated -> agent(outdated.agent(), BoardLines.of(outdated, roster));
            case SessionEvent.SubmissionRejected rejected -> agent(rejected.agent(), TurnLines.of(rejected));
            case SessionEvent.TurnSuperseded superseded -> agent(superseded.agent(), TurnLines.of(superseded));
            case SessionEvent.AgentWithdrawn withdrawn -> agent(withdrawn.agent(), TurnLines.of(withdrawn));
            case SessionEvent.DecisionMade decision -> decide(decision);
            case SessionEvent.PresentationStarted started -> agent(started.agent(), BoardLines.presents());
            case SessionEvent.PresentationMissed missed -> agent(missed.agent(), BoardLines.of(missed));
            case CourseEvent.WrapUpStarted started -> page.plain(RunLines.of(started));
            case CourseEvent.TurnHurried hurried -> aside(hurried.agent(), TurnLines.of(hurried));
            case CourseEvent.JudgementStarted started -> agent(started.agent(), BoardLines.judges());
            case CourseEvent.JudgementMissed missed -> agent(missed.agent(), BoardLines.of(missed));
            case CourseEvent.Restarted restarted -> agent(restarted.agent(), BoardLines.of(restarted, roster));
            case SessionEvent.Note note -> page.plain(List.of(Paragraph.of(Ink.WARNING, "note: " + note.message())));
            case SessionEvent.RunFinished finished -> end(finished, run);
            case CallEvent call -> show(call);
            case EgressEvent egress -> show(egress);
        }
    }

    private void show(CallEvent event) {
        switch (event) {
            case CallEvent.ModelCallRequested requested -> {
                // for replay; what was new in it has been shown already
            }
            case CallEvent.ModelCallPriced priced -> {
                // added up at the end
            }
            case CallEvent.ModelCallWaiting waiting -> aside(waiting.agent(), CallLines.of(waiting));
            case CallEvent.ProviderToolStarted started -> agent(started.agent(), CallLines.of(started));
            case CallEvent.BreakerOpened opened -> agent(opened.agent(), CallLines.of(opened));
            case CallEvent.BreakerClosed closed -> agent(closed.agent(), CallLines.closed());
            case CallEvent.BudgetReached reached -> page.plain(List.of(CallLines.of(reached, roster)));
            case CallEvent.QuestionAttached attached -> page.plain(List.of(CallLines.of(attached)));
            case CallEvent.RunTotals totals -> tokens.total(totals);
        }
    }

    private void show(EgressEvent event) {
        switch (event) {
            case EgressEvent.EgressConnected connected -> aside(connected.agent(), EgressLines.of(connected));
            case EgressEvent.EgressRefused refused -> agent(refused.agent(), EgressLines.of(refused));
            case EgressEvent.EgressUntold untold -> agent(untold.agent(), EgressLines.of(untold));
        }
    }

    private void begin(SessionEvent.RunStarted started) {
        roster = new Roster(started.participants());
        talk = new Talk(page, roster);
        tokens = new Tokens();
        RunLines.begin(started, roster, page);
    }

    private void agent(String alias, List<Paragraph> paragraphs) {
        talk.end(alias);
        page.does(roster.speaker(alias), paragraphs);
    }

    private void aside(String alias, List<Paragraph> paragraphs) {
        talk.end(alias);
        paragraphs.forEach(paragraph -> page.aside(roster.speaker(alias), paragraph));
    }

    /** Who is still talking is heard first: it may have been told to stop. */
    private void decide(SessionEvent.DecisionMade decision) {
        talk.endAll();
        page.gap();
        page.plain(BoardLines.of(decision, roster));
        page.gap();
    }

    private void end(SessionEvent.RunFinished finished, String run) {
        talk.endAll();
        RunLines.end(finished, run, roster, tokens, page);
    }
}
