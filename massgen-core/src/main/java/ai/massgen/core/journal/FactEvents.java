package ai.massgen.core.journal;

import ai.massgen.core.event.CourseEvent;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.AnswerLabel;
import ai.massgen.core.protocol.Fact;
import ai.massgen.core.protocol.Restart;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the protocol has made true, as events. */
public final class FactEvents {
    private FactEvents() {}

    /**
     * The event of a fact.
     *
     * @param fact the fact
     * @return the event
     */
    public static SessionEvent of(Fact fact) {
        return switch (fact) {
            case Fact.AnswerAccepted accepted ->
                new SessionEvent.AnswerAccepted(
                        accepted.answer().label().author().toString(),
                        accepted.answer().label().toString(),
                        accepted.answer().content(),
                        accepted.answer().revision());
            case Fact.VoteCast cast ->
                new SessionEvent.VoteCast(
                        cast.vote().voter().toString(),
                        cast.vote().target().toString(),
                        cast.vote().reason(),
                        cast.vote().revision());
            case Fact.VoteOutdated outdated ->
                new SessionEvent.VoteOutdated(
                        outdated.vote().voter().toString(),
                        outdated.vote().target().toString());
            case Fact.SubmissionRejected rejected ->
                new SessionEvent.SubmissionRejected(rejected.agent().toString(), rejected.reason(), rejected.left());
            case Fact.TurnSuperseded superseded ->
                new SessionEvent.TurnSuperseded(
                        superseded.agent().toString(),
                        superseded.turn(),
                        superseded.news().stream().map(AnswerLabel::toString).toList());
            case Fact.AgentWithdrawn withdrawn ->
                new SessionEvent.AgentWithdrawn(withdrawn.agent().toString(), withdrawn.why());
            case Fact.Decided decided ->
                new SessionEvent.DecisionMade(decided.winner().toString(), names(decided.tally()), decided.why());
            case Fact.PresentationStarted started ->
                new SessionEvent.PresentationStarted(started.agent().toString());
            case Fact.PresentationMissed missed ->
                new SessionEvent.PresentationMissed(missed.agent().toString(), missed.why());
            case Fact.WrapUpBegan began -> new CourseEvent.WrapUpStarted(began.why());
            case Fact.JudgementStarted started ->
                new CourseEvent.JudgementStarted(started.judge().toString());
            case Fact.JudgementMissed missed ->
                new CourseEvent.JudgementMissed(missed.judge().toString(), missed.why());
            case Fact.Restarted restarted -> restarted(restarted.restart());
        };
    }

    private static SessionEvent restarted(Restart restart) {
        return new CourseEvent.Restarted(
                restart.judge().toString(), restart.presenter().toString(), restart.reason(), restart.instructions());
    }

    private static Map<String, Integer> names(Map<Alias, Integer> tally) {
        Map<String, Integer> named = new LinkedHashMap<>();
        tally.forEach((alias, votes) -> named.put(alias.toString(), votes));
        return named;
    }
}
