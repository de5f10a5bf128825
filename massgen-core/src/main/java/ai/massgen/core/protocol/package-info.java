/**
 * The coordination of a run as a pure function: no clock, no threads, no I/O, no randomness.
 *
 * <p>{@link Protocol#step} turns a {@link State} and an {@link Input} into a {@link Step}: the next state, what the engine
 * has to do, and what has become true. Whatever a run does follows from its inputs in their order, so folding the recorded
 * inputs rebuilds every state.
 *
 * <h2>Why every run ends</h2>
 *
 * An input either changes nothing, or takes the state strictly down in this order, compared from the left:
 *
 * <ol>
 *   <li>restarts that may still come: a judge that sends the agents back to work takes one;
 *   <li>phases still to come: {@link Phase.Ready}, coordinating, coordinating while wrapping up, presenting, presenting for
 *       the last time, judging, finished;
 *   <li>answers that may still be given, over all agents: an accepted answer takes one;
 *   <li>failures that may still happen, over all agents: a failed turn takes one;
 *   <li>the work in front of the agents as things stand, a sum over them: 0 for one that has voted or withdrawn; for one at
 *       work that knows the whole board, 1 unit and the bad submissions it has left; 2 units for one that waits; for one
 *       at work that does not know the whole board, 3 units and the bad submissions it has left. A unit is more than the
 *       bad submissions of a turn.
 * </ol>
 *
 * A vote that counts, a rejection, a withdrawal, telling the news to an agent at work, taking it off the floor and giving a
 * waiting agent a turn all lower the last number and raise none before it. All are bounded by the {@link Rules} and
 * the roster, so a run takes a bounded number of steps. That it never stops short of its end is the other half: while a run
 * coordinates some agent is at work, for if nobody is unaware of an answer everyone who waits is given a turn, and if
 * nobody waits all have voted or withdrawn, which decides. Whoever is at work hands something in, fails, or meets the
 * deadline. The random schedules among the tests check both halves at every step.
 *
 * <h2>Judgement</h2>
 *
 * If the rules allow restarts, another agent judges what was presented. It confirms, or sends all back to work: the board
 * stays, the votes are void, each agent may give one more answer than before. Once the run is wrapping up or its time is
 * over nobody judges any more, because there would be no time for what it leads to.
 *
 * <h2>How few calls it takes</h2>
 *
 * With the barrier, N agents that answer once and vote once take at most 2N + 1 calls, the presentation included; each
 * further round in which somebody answers again takes at most N more, because nobody is asked for a vote while an answer
 * may still come from an agent unaware of the board.
 */
@NullMarked
package ai.massgen.core.protocol;

import org.jspecify.annotations.NullMarked;
