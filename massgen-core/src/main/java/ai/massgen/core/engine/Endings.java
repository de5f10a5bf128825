package ai.massgen.core.engine;

import ai.massgen.api.Json;
import ai.massgen.core.answer.AnswerException;
import ai.massgen.core.answer.AnswerSchema;
import ai.massgen.core.cost.BudgetException;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.plan.AgentPlan;
import ai.massgen.core.plan.RunPlan;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Turns what the protocol says into what the user is told. */
final class Endings {
    private final Map<Alias, String> ids;
    private final RunPlan plan;

    Endings(RunPlan plan) {
        this.ids = plan.agents().stream().collect(Collectors.toMap(AgentPlan::alias, AgentPlan::id));
        this.plan = plan;
    }

    Ending of(Conductor.Conclusion conclusion) {
        return switch (conclusion.outcome()) {
            case Outcome.Decided decided -> decided(decided);
            case Outcome.Cancelled cancelled -> new Ending.Cancelled(cancelled.answer());
            case Outcome.NoAnswer none -> noAnswer(conclusion, byId(none.reasons(), reason -> reason));
        };
    }

    /** An answer without the form that was asked for is none, however the agents voted. */
    private Ending decided(Outcome.Decided decided) {
        Optional<AnswerSchema.Reading> reading = plan.answerSchema().map(schema -> schema.read(decided.answer()));
        if (reading.isPresent() && reading.get() instanceof AnswerSchema.Reading.Invalid invalid) {
            return new Ending.Failed(AnswerException.CODE, AnswerException.message(invalid.problems()));
        }
        Optional<Json> json =
                reading.map(each -> each instanceof AnswerSchema.Reading.Valid valid ? valid.value() : null);
        return new Ending.Decided(
                json.map(Json::text).orElse(decided.answer()),
                id(decided.winner()),
                byId(decided.tally(), votes -> votes),
                decided.presented(),
                json);
    }

    private Ending noAnswer(Conductor.Conclusion conclusion, Map<String, String> reasons) {
        if (conclusion.stopped()) {
            return new Ending.Cancelled(Optional.empty());
        }
        if (conclusion.deadlinePassed()) {
            boolean budget = plan.runLimit().compareTo(plan.limits().run()) < 0;
            return new Ending.Failed(
                    budget ? BudgetException.Kind.TIME.code() : "run.deadline",
                    "no agent had an answer within " + plan.runLimit().toSeconds()
                            + (budget ? " s; raise budget.time" : " s; raise limits.run")
                            + ", or look in the journal what took so long");
        }
        return conclusion.failures().keySet().containsAll(ids.keySet())
                ? failed(new TreeMap<>(conclusion.failures()))
                : new Ending.NoAnswer(reasons);
    }

    /** Every agent failed: the run fails like the first one, and what failed for all alike is told once. */
    private Ending failed(NavigableMap<Alias, Conductor.Failure> failures) {
        Conductor.Failure first = failures.firstEntry().getValue();
        Set<String> messages =
                failures.values().stream().map(Conductor.Failure::message).collect(Collectors.toSet());
        String told = messages.size() == 1
                ? first.message()
                : failures.entrySet().stream()
                        .map(entry ->
                                id(entry.getKey()) + ": " + entry.getValue().message())
                        .collect(Collectors.joining("; "));
        return new Ending.Failed(first.code(), told);
    }

    private <A, B> Map<String, B> byId(Map<Alias, A> byAlias, Function<A, B> value) {
        Map<String, B> named = new LinkedHashMap<>();
        byAlias.forEach((alias, each) -> named.put(id(alias), value.apply(each)));
        return named;
    }

    private String id(Alias alias) {
        String id = ids.get(alias);
        return id == null ? alias.toString() : id;
    }

    /** The last event of a run, which names agents by their aliases. */
    SessionEvent event(Ending ending, Meter meter, Duration elapsed) {
        return switch (ending) {
            case Ending.Decided decided ->
                finished(
                        "decided",
                        Optional.of(alias(decided.winner())),
                        Optional.of(decided.answer()),
                        Optional.empty(),
                        meter,
                        elapsed);
            case Ending.NoAnswer none ->
                finished(
                        "no-answer",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(reasons(none.reasons())),
                        meter,
                        elapsed);
            case Ending.Cancelled cancelled ->
                finished("cancelled", Optional.empty(), cancelled.answer(), Optional.of("cancelled"), meter, elapsed);
            case Ending.Failed failed ->
                finished(
                        "failed",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(failed.code() + ": " + failed.message()),
                        meter,
                        elapsed);
        };
    }

    private String reasons(Map<String, String> byId) {
        return byId.entrySet().stream()
                .map(entry -> alias(entry.getKey()) + ": " + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    private String alias(String id) {
        return ids.entrySet().stream()
                .filter(entry -> entry.getValue().equals(id))
                .map(entry -> entry.getKey().toString())
                .findFirst()
                .orElse(id);
    }

    private static SessionEvent.RunFinished finished(
            String outcome,
            Optional<String> winner,
            Optional<String> answer,
            Optional<String> reason,
            Meter meter,
            Duration elapsed) {
        return new SessionEvent.RunFinished(outcome, winner, answer, reason, meter.usage(), meter.calls(), elapsed);
    }
}
