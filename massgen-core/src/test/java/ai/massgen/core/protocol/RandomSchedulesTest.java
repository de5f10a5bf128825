package ai.massgen.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs random schedules. {@code -Dmassgen.schedules=1000000} runs more of them, {@code -Dmassgen.seed=7} begins with another
 * seed, so that a failing one is the first.
 */
class RandomSchedulesTest {
    private static final int COUNT = Integer.getInteger("massgen.schedules", 200_000);
    private static final long FIRST = Long.getLong("massgen.seed", 1);

    @Test
    void everyScheduleEndsWithinItsBoundsAndReplaysToEqualStates() {
        Simulation simulation = new Simulation(Protocol::step);

        simulation.run(FIRST, COUNT).ifPresent(failure -> fail(failure.report(), failure.why()));

        // the schedules would prove little if most of them ended at once
        assertThat(simulation.inputs() / COUNT).as("inputs of a schedule, mean").isGreaterThan(10);
        assertThat(simulation.presented()).as("schedules with a presentation").isGreaterThan(COUNT / 2);
        assertThat(simulation.restarted()).as("schedules with a restart").isGreaterThan(COUNT / 20);
    }

    @Test
    void aScheduleIsItsListOfChoices() {
        Choices choices = Choices.random(4711);
        Schedule schedule = new Schedule(choices).play();

        assertThat(new Schedule(Choices.of(choices.drawn())).play().inputs()).isEqualTo(schedule.inputs());
    }

    /** Protocols with a rule broken on purpose: what the checks are worth. */
    enum Broken implements BiFunction<State, Input, Step> {
        /** Votes go on counting when an answer comes that their voters have not seen. */
        OLD_VOTES_COUNT(10) {
            @Override
            public Step apply(State state, Input input) {
                Step step = Protocol.step(state, input);
                Board board = step.state().board();
                return board.revision() == state.board().revision()
                        ? step
                        : step.with(step.state().with(restamped(board)));
            }

            private static Board restamped(Board board) {
                for (Vote vote : board.votes().values()) {
                    board = board.withVote(new Vote(vote.voter(), vote.target(), vote.reason(), board.revision()));
                }
                return board;
            }
        },
        /** The deadline is not heard. */
        THE_DEADLINE_IS_NOT_HEARD(2) {
            @Override
            public Step apply(State state, Input input) {
                return input instanceof Input.DeadlineReached ? Step.none(state) : Protocol.step(state, input);
            }
        },
        /** A presentation that fails leaves nothing. */
        A_FAILED_PRESENTATION_LOSES_THE_ANSWER(8) {
            @Override
            public Step apply(State state, Input input) {
                boolean lost = input instanceof Input.PresentationFailed
                        && !Protocol.step(state, input).effects().isEmpty();
                Outcome nothing = new Outcome.NoAnswer(java.util.Map.of());
                return lost
                        ? Step.none(state.with(new Phase.Finished(nothing))).effect(new Effect.Finish(nothing))
                        : Protocol.step(state, input);
            }
        },
        /** Who failed is given turns for ever. */
        FAILURES_ARE_FORGOTTEN(5) {
            @Override
            public Step apply(State state, Input input) {
                Step step = Protocol.step(state, input);
                for (Alias agent : step.state().whose(Seat::active)) {
                    Seat seat = step.state().seat(agent);
                    step = step.with(agent, new Seat(seat.standing(), seat.turns(), seat.told(), 0));
                }
                return step;
            }
        };

        private final int shortest;

        Broken(int shortest) {
            this.shortest = shortest;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBrokenRuleIsFoundAndShrunkToFewInputs(Broken protocol) {
        Simulation.Failure failure = new Simulation(protocol).run(1, 20_000).orElseThrow();

        List<Input> inputs = failure.smallest().inputs();

        assertThat(inputs).as(failure.report()).hasSizeLessThanOrEqualTo(protocol.shortest);
        assertThat(failure.report()).contains("seed " + failure.seed(), "which fails with: ");
    }
}
