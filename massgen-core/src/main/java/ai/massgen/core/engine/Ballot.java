package ai.massgen.core.engine;

import ai.massgen.api.message.ToolSpec;
import ai.massgen.core.prompt.WorkflowTools;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.Answer;
import ai.massgen.core.protocol.Brief;
import ai.massgen.core.protocol.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What an agent may hand in: whether an answer, and whom it knows to vote for. Not what the protocol would take, but what
 * the agent was told. Used by one thread at a time.
 */
final class Ballot {
    private final TreeSet<Alias> targets = new TreeSet<>();
    private Task task = Task.COORDINATION;
    private boolean mayAnswer = true;
    private int seenRevision;

    /** What ends a turn. */
    private enum Task {
        COORDINATION,
        PRESENTATION,
        JUDGEMENT
    }

    void begin(Brief brief) {
        task = Task.COORDINATION;
        switch (brief) {
            case Brief.FirstAnswer first -> mayAnswer = true;
            case Brief.Evaluate evaluate -> see(evaluate.revision(), evaluate.answers(), evaluate.choice());
            case Brief.Update update -> see(update.revision(), update.news(), update.choice());
            case Brief.Retry retry -> see(retry.revision(), retry.answers(), retry.choice());
            case Brief.Presentation presentation -> task = Task.PRESENTATION;
            case Brief.Judge judge -> task = Task.JUDGEMENT;
        }
    }

    private void see(int revision, List<Answer> answers, Choice choice) {
        mayAnswer = choice.mayAnswer();
        see(revision, answers);
    }

    void see(int revision, List<Answer> answers) {
        seenRevision = revision;
        answers.forEach(answer -> targets.add(answer.author()));
    }

    int seenRevision() {
        return seenRevision;
    }

    /** The tools that end the turn. */
    List<ToolSpec> tools() {
        return switch (task) {
            case COORDINATION -> coordination();
            case PRESENTATION -> List.of();
            case JUDGEMENT -> List.of(WorkflowTools.CONFIRM, WorkflowTools.SEND_BACK);
        };
    }

    private List<ToolSpec> coordination() {
        List<ToolSpec> offered = new ArrayList<>();
        if (mayAnswer) {
            offered.add(WorkflowTools.NEW_ANSWER);
        }
        if (!targets.isEmpty()) {
            offered.add(WorkflowTools.vote(List.copyOf(targets)));
        }
        return offered;
    }
}
