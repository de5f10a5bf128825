package ai.massgen.backend.scripted;

import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.ModelRequest;
import java.util.List;

/** Answers once, then votes, then presents what it answered; confirms what others present. Calls no other tool. Stateless. */
final class AutoPlayer implements Player {
    private final long seed;

    AutoPlayer(long seed) {
        this.seed = seed;
    }

    @Override
    public Cue next(ModelRequest request) {
        if (Workflow.mayConfirm(request)) {
            return Cue.Reply.calling(Workflow.confirm(request.key()));
        }
        List<String> candidates = Workflow.candidates(request);
        boolean answered = Workflow.ownAnswer(request).isPresent();
        if (Workflow.mayAnswer(request) && (!answered || candidates.isEmpty())) {
            return Cue.Reply.calling(Workflow.answer(request.key(), 0, invented(request.key())));
        }
        return vote(request, candidates);
    }

    /** Votes if that is possible, else says what it answered. */
    Cue vote(ModelRequest request, List<String> candidates) {
        if (candidates.isEmpty()) {
            return Cue.Reply.saying(Workflow.ownAnswer(request).orElseGet(() -> invented(request.key())));
        }
        String choice = candidates.get(Math.floorMod(seed, candidates.size()));
        return Cue.Reply.calling(Workflow.vote(
                request.key(), 0, choice, "simulated: number " + seed + " of the answers, counted round"));
    }

    private static String invented(CallKey key) {
        return "This is a simulated answer (" + key.agent() + ", call " + key.call() + "): no model was asked.";
    }
}
