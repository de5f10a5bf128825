package ai.massgen.cli.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the agents say, side by side. Whoever spoke last goes on line by line; another waits until it has a few lines to
 * say or is done, so that the lines of agents that speak at once do not alternate. Used by one thread at a time.
 */
final class Talk {
    private static final int MOST_REASONING = 400;

    private final Page page;
    private final Roster roster;
    private final Map<String, Current> current = new LinkedHashMap<>();

    private record Current(int call, boolean reasoning, Passage passage) {}

    Talk(Page page, Roster roster) {
        this.page = page;
        this.roster = roster;
    }

    void text(String alias, int call, String piece) {
        say(alias, call, false, piece);
    }

    void reasoning(String alias, int call, String piece) {
        say(alias, call, true, piece);
    }

    private void say(String alias, int call, boolean reasoning, String piece) {
        Current now = current(alias, call, reasoning);
        now.passage().add(piece);
        Speaker speaker = roster.speaker(alias);
        if (page.hasFloor(speaker) || now.passage().rows() >= page.layout().patience()) {
            show(speaker, now);
        }
    }

    private Current current(String alias, int call, boolean reasoning) {
        Current last = current.get(alias);
        if (last != null && last.call() == call && last.reasoning() == reasoning) {
            return last;
        }
        end(alias);
        Current next = new Current(call, reasoning, passage(reasoning));
        current.put(alias, next);
        return next;
    }

    private Passage passage(boolean reasoning) {
        return reasoning
                ? new Passage(page.layout(), "thinks: ", MOST_REASONING)
                : new Passage(page.layout(), "", Integer.MAX_VALUE);
    }

    private void show(Speaker speaker, Current now) {
        if (now.reasoning()) {
            page.thinks(speaker, now.passage().take());
        } else {
            page.says(speaker, now.passage().take());
        }
    }

    /** An agent is done with what it was saying. */
    void end(String alias) {
        Current ended = current.remove(alias);
        if (ended != null) {
            ended.passage().end();
            show(roster.speaker(alias), ended);
        }
    }

    /** All agents are done. */
    void endAll() {
        List.copyOf(current.keySet()).forEach(this::end);
    }
}
