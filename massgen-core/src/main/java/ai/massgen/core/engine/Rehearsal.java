package ai.massgen.core.engine;

import ai.massgen.core.protocol.Brief;
import ai.massgen.core.protocol.Verdict;
import java.util.List;

/** Lets a dialogue go through the turns that were over before the run was resumed, from memory, asking nobody. */
final class Rehearsal {
    private final AgentDialogue dialogue;

    Rehearsal(AgentDialogue dialogue) {
        this.dialogue = dialogue;
    }

    /** Goes through all turns but the one that is under way. */
    void of(List<Past> turns) throws InterruptedException {
        for (Past turn : turns) {
            int number = number(turn);
            if (turn.end() != Past.End.OPEN && dialogue.remembers(number, turn.brief())) {
                dialogue.begin(number, turn.brief(), () -> false);
                play(turn);
            }
        }
    }

    private int number(Past turn) {
        return turn.number() == Past.UNNUMBERED ? dialogue.turns() + 1 : turn.number();
    }

    private void play(Past turn) throws InterruptedException {
        try {
            switch (turn.brief()) {
                case Brief.Presentation presentation -> dialogue.askUntilPresented();
                case Brief.Judge judge -> dialogue.askUntilJudged();
                case Brief.FirstAnswer first -> handIn(turn.verdicts());
                case Brief.Evaluate evaluate -> handIn(turn.verdicts());
                case Brief.Update update -> handIn(turn.verdicts());
                case Brief.Retry retry -> handIn(turn.verdicts());
            }
        } catch (Memory.Cut cut) {
            // that is how far it came
        }
        if (turn.end() == Past.End.FAILED) {
            dialogue.rollBack();
        }
    }

    private void handIn(List<Verdict> verdicts) throws InterruptedException {
        for (Verdict verdict : verdicts) {
            dialogue.conclude(dialogue.askUntilHandedIn(), verdict);
            if (verdict instanceof Verdict.Accepted || verdict instanceof Verdict.Withdrawn) {
                return;
            }
        }
        // called off, or failed: what it handed in after that was not heard
        dialogue.askUntilHandedIn();
    }
}
