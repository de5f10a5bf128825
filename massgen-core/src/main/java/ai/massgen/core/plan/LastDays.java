package ai.massgen.core.plan;

import ai.massgen.api.backend.ModelInfo;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Tells which models their providers turn off, or have turned off. */
public final class LastDays {
    /** How long before the last day it is told. */
    public static final int DAYS = 60;

    private LastDays() {}

    /**
     * What to say of the models of a plan.
     *
     * @param plan the plan
     * @param today the day
     * @return a sentence for each model that is off or soon will be
     */
    public static List<String> warnings(RunPlan plan, LocalDate today) {
        return plan.agents().stream()
                .flatMap(agent -> agent.backend().known(today).stream()
                        .flatMap(info -> warning(info, today).stream())
                        .map(warning -> "The model " + agent.model().orElse("of " + agent.id()) + " of the agent "
                                + agent.id() + " " + warning + "; choose another one."))
                .distinct()
                .toList();
    }

    /**
     * What to say of a model, as it continues its name.
     *
     * @param info the model
     * @param today the day
     * @return empty if it will be there for a while
     */
    public static Optional<String> warning(ModelInfo info, LocalDate today) {
        return info.shutdown()
                .filter(day -> ChronoUnit.DAYS.between(today, day) <= DAYS)
                .map(day -> day.isAfter(today)
                        ? "shuts down on " + day + ", in " + count(ChronoUnit.DAYS.between(today, day))
                        : "was shut down on " + day);
    }

    private static String count(long days) {
        return days == 1 ? "1 day" : days + " days";
    }
}
