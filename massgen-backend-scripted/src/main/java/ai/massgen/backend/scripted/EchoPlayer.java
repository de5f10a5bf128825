package ai.massgen.backend.scripted;

import ai.massgen.api.backend.ModelRequest;
import java.util.List;

/** Answers with the last user message; votes like {@link AutoPlayer} once it has answered. Stateless. */
final class EchoPlayer implements Player {
    private final AutoPlayer auto;

    EchoPlayer(AutoPlayer auto) {
        this.auto = auto;
    }

    @Override
    public Cue next(ModelRequest request) {
        if (Workflow.mayConfirm(request)) {
            return auto.next(request);
        }
        List<String> candidates = Workflow.candidates(request);
        if (!candidates.isEmpty()
                && (!Workflow.mayAnswer(request) || Workflow.ownAnswer(request).isPresent())) {
            return auto.vote(request, candidates);
        }
        String echo = Placeholders.lastUserText(request);
        return Workflow.mayAnswer(request)
                ? Cue.Reply.calling(Workflow.answer(request.key(), 0, echo))
                : Cue.Reply.saying(echo);
    }
}
