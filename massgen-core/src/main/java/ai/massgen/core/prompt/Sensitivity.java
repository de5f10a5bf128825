package ai.massgen.core.prompt;

/** How good an answer has to be before agents are told to vote instead of answering again. */
public enum Sensitivity {
    /** Vote as soon as an answer does the job. */
    LENIENT("Vote as soon as one of the answers does what the question asks, even if it could be worded better."
            + " Give another answer only if every one of them is wrong or leaves out something that matters."),
    /** Vote for an answer that is right and complete. */
    BALANCED("Before you vote, check that the best answer is right, complete and clear. Vote for it if it is."
            + " If you can mend a real gap or mistake in it, give a better answer."),
    /** Vote only for an answer that could not be better. */
    STRICT("Hold the answers to a high standard: check every claim, edge case and requirement of the question."
            + " Vote only for an answer in which you find nothing left to mend; otherwise give a better answer.");

    private final String advice;

    Sensitivity(String advice) {
        this.advice = advice;
    }

    String advice() {
        return advice;
    }
}
