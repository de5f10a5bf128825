package ai.massgen.core.config;

import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import ai.massgen.core.prompt.Sensitivity;
import ai.massgen.core.protocol.Novelty;
import ai.massgen.core.protocol.Rules;
import java.util.Optional;

/**
 * How agents come to a decision. Immutable.
 *
 * @param start when agents begin to see each other's answers
 * @param rejections how many bad submissions in one turn make an agent withdraw
 * @param failures how many failed turns in a run make an agent withdraw
 * @param maxNewAnswersPerAgent how many answers an agent may give in a run
 * @param answerNoveltyRequirement how different a new answer has to be
 * @param votingSensitivity how critical agents are of answers before they vote
 * @param skipCoordinationRounds whether the first agent answers at once, alone
 * @param maxRestarts how often another agent may send the agents back to work after the presentation
 * @param planning whether tools that may change something wait for the presentation
 * @param shuffleSeed shuffles who is agent1, agent2 and so on; absent means roster order
 */
public record CoordinationConfig(
        @Doc("When agents begin to see each other's answers.") @Default("barrier")
        Rules.Start start,

        @Doc("How many bad submissions in one turn make an agent withdraw.") @Default("3") @Min("1") @Max("100") int rejections,

        @Doc("How many failed turns in a run make an agent withdraw.") @Default("3") @Min("1") @Max("100") int failures,

        @Doc("How many answers an agent may give in a run.") @Default("2") @Min("1") @Max("100") int maxNewAnswersPerAgent,

        @Doc("How different a new answer has to be from those its author knows.") @Default("lenient")
        Novelty answerNoveltyRequirement,

        @Doc("How critical agents are of answers before they vote.") @Default("lenient")
        Sensitivity votingSensitivity,

        @Doc("Whether the first agent answers at once, alone, for debugging.") @Default("false")
        boolean skipCoordinationRounds,

        @Doc("How often another agent, who judges the presentation, may send all back to work; 0: nobody judges.")
        @Default("0")
        @Min("0") @Max("10") int maxRestarts,

        @Doc(
                "Whether tools that are not known to change nothing wait for the presentation; until then agents only plan.")
        @Default("false")
        boolean planning,

        @Doc("Shuffles who is agent1, agent2 and so on; roster order if left out.")
        Optional<Long> shuffleSeed) {}
