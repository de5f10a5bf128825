package ai.massgen.core.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the agents have handed in so far: every answer, and the last vote of every voter. Only answers change the
 * revision. Immutable; the maps iterate in the order of the roster.
 *
 * @param revision how many answers have been accepted
 * @param answers the answers by author, oldest first; an agent without an answer has no entry
 * @param votes the last vote by voter, whether it still counts or not
 */
public record Board(int revision, Map<Alias, List<Answer>> answers, Map<Alias, Vote> votes) {
    /** Nothing handed in yet. */
    public static final Board EMPTY = new Board(0, Map.of(), Map.of());

    /** Copies the maps. */
    public Board {
        TreeMap<Alias, List<Answer>> copy = new TreeMap<>();
        answers.forEach((author, history) -> copy.put(author, List.copyOf(history)));
        answers = Collections.unmodifiableSortedMap(copy);
        votes = Collections.unmodifiableSortedMap(new TreeMap<>(votes));
    }

    /**
     * All answers of an agent.
     *
     * @param author the agent
     * @return oldest first, empty if there are none
     */
    public List<Answer> history(Alias author) {
        return answers.getOrDefault(author, List.of());
    }

    /**
     * The answer of an agent that counts.
     *
     * @param author the agent
     * @return its last answer, empty if it has given none
     */
    public Optional<Answer> latest(Alias author) {
        List<Answer> history = history(author);
        return history.isEmpty() ? Optional.empty() : Optional.of(history.getLast());
    }

    /**
     * The answers that count.
     *
     * @return the last answer of each author, in the order of the roster
     */
    public List<Answer> latestAnswers() {
        return answers.values().stream().map(List::getLast).toList();
    }

    /**
     * What an agent has not seen.
     *
     * @param reader the agent
     * @param seen the revision it has seen
     * @return the answers of others that count and are newer, in the order of the roster
     */
    public List<Answer> news(Alias reader, int seen) {
        List<Answer> news = new ArrayList<>();
        for (List<Answer> history : answers.values()) {
            Answer latest = history.getLast();
            if (latest.revision() > seen && !latest.author().equals(reader)) {
                news.add(latest);
            }
        }
        return news;
    }

    /**
     * The votes that count: a vote does while no answer has been accepted that its voter did not see.
     *
     * @return in the order of the roster
     */
    public List<Vote> currentVotes() {
        List<Vote> current = new ArrayList<>();
        for (Vote vote : votes.values()) {
            if (vote.revision() == revision) {
                current.add(vote);
            }
        }
        return current;
    }

    /**
     * The board with one more answer, which makes the next revision.
     *
     * @param author who gives it
     * @param content its text
     * @return the new board
     */
    public Board withAnswer(Alias author, String content) {
        List<Answer> history = new ArrayList<>(history(author));
        history.add(new Answer(new AnswerLabel(author, history.size() + 1), content, revision + 1));
        TreeMap<Alias, List<Answer>> next = new TreeMap<>(answers);
        next.put(author, history);
        return new Board(revision + 1, next, votes);
    }

    /**
     * The board with a vote in place of the voter's earlier one.
     *
     * @param vote the vote
     * @return the new board, of the same revision
     */
    public Board withVote(Vote vote) {
        TreeMap<Alias, Vote> next = new TreeMap<>(votes);
        next.put(vote.voter(), vote);
        return new Board(revision, answers, next);
    }

    /**
     * The board without votes.
     *
     * @return the new board, of the same revision
     */
    public Board withoutVotes() {
        return new Board(revision, answers, Map.of());
    }
}
