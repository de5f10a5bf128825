package ai.massgen.core.engine;

import ai.massgen.api.message.Message;
import ai.massgen.core.prompt.Prompts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a conversation fit into a context by leaving out what is oldest. A tool call is never without its result; the first
 * message of the run (the question) and the last exchange always stay; where something was left out a note says so. Pure.
 */
final class Trimming {
    private static final long PER_MESSAGE = 4;

    private Trimming() {}

    /**
     * A conversation that was made to fit.
     *
     * @param messages what is left
     * @param question where the question is now
     * @param dropped how many messages were left out
     * @param tokens how many tokens they would have taken
     * @param left how many tokens are left
     */
    record Trimmed(List<Message> messages, int question, int dropped, long tokens, long left) {
        Trimmed {
            messages = List.copyOf(messages);
        }
    }

    /** Messages that stay or go together. */
    private record Unit(List<Message> messages, boolean question, boolean kept) {
        long tokens() {
            return Trimming.tokens(messages);
        }
    }

    /** About how many tokens messages take. */
    static long tokens(List<Message> messages) {
        return messages.stream().mapToLong(Trimming::tokens).sum();
    }

    private static long tokens(Message message) {
        return PER_MESSAGE + PromptSize.tokens(PromptSize.characters(message));
    }

    /**
     * Leaves out what is oldest until the rest fits.
     *
     * @param messages a conversation that ends with a user message or tool results
     * @param question the place of the message that must stay although it is old
     * @param budget how many tokens the rest may take
     * @return what is left; empty if nothing can be left out
     */
    static Optional<Trimmed> fit(List<Message> messages, int question, long budget) {
        List<Unit> units = units(messages, question);
        long left = tokens(messages);
        long before = left;
        List<Unit> kept = new ArrayList<>();
        int dropped = 0;
        boolean gap = false;
        for (Unit unit : units) {
            if (unit.kept() || left <= budget) {
                kept.add(unit);
                gap = false;
                continue;
            }
            left -= unit.tokens();
            dropped += unit.messages().size();
            if (!gap) {
                kept.add(new Unit(List.of(), false, true));
                gap = true;
            }
        }
        return dropped == 0 ? Optional.empty() : Optional.of(joined(kept, dropped, before - left, left));
    }

    private static List<Unit> units(List<Message> messages, int question) {
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            List<Message> together = new ArrayList<>(List.of(messages.get(i)));
            int first = i;
            if (i + 1 < messages.size() && messages.get(i + 1) instanceof Message.ToolResults results) {
                together.add(results);
                i++;
            }
            units.add(new Unit(together, first == question, first == question || i == messages.size() - 1));
        }
        return units;
    }

    /** Two user messages in a row become one, and an empty unit the note. */
    private static Trimmed joined(List<Unit> units, int dropped, long tokens, long left) {
        Conversation conversation = new Conversation();
        int question = 0;
        for (Unit unit : units) {
            if (unit.messages().isEmpty()) {
                conversation.user(Prompts.leftOut(dropped));
            }
            unit.messages().forEach(conversation::again);
            question = unit.question() ? conversation.size() - 1 : question;
        }
        return new Trimmed(conversation.messages(), question, dropped, tokens, left);
    }
}
