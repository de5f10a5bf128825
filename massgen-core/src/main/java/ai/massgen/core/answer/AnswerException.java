package ai.massgen.core.answer;

import ai.massgen.api.MassGenException;
import java.util.List;

/** A final answer that does not have the form that was asked for. */
public final class AnswerException extends MassGenException {
    /** The error id. */
    public static final String CODE = "answer.schema";

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param problems what is wrong with the answer
     */
    public AnswerException(List<String> problems) {
        super(CODE, message(problems), null);
    }

    /**
     * Says what is wrong.
     *
     * @param problems what is wrong with the answer
     * @return what happened and what to do
     */
    public static String message(List<String> problems) {
        return "the final answer does not satisfy the answer schema: " + String.join("; ", problems)
                + "; ask for less, or use a model that knows structured output";
    }
}
