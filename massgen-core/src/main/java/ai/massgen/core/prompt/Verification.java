package ai.massgen.core.prompt;

import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.Answer;
import ai.massgen.core.protocol.Brief;
import ai.massgen.core.protocol.Restart;
import java.util.List;

/** What models read when a presentation is judged, and when it was not good enough. */
final class Verification {
    private Verification() {}

    static String judge(Brief.Judge judge, String question) {
        return Prompts.paragraphs(
                Prompts.question(question),
                "This is what " + judge.presenter() + " would give the user as the final answer:",
                Quoted.presented(judge.presenter().toString(), judge.text()),
                "Judge it: is it right, complete, and in the form that the user asked for? If the user can have it, call "
                        + WorkflowTools.CONFIRM_NAME + ". If it has a mistake or a gap that matters, call "
                        + WorkflowTools.SEND_BACK_NAME
                        + " and say what is wrong and what to do; all agents go to work again then. Do not send it back"
                        + " for matters of taste.");
    }

    static String retry(Brief.Retry retry, String choice, Alias self) {
        Restart restart = retry.restart();
        boolean own = restart.presenter().equals(self);
        List<Answer> news = retry.answers().stream()
                .filter(answer -> !answer.author().equals(self))
                .toList();
        return Prompts.paragraphs(
                own
                        ? "What you presented was judged not good enough by " + restart.judge() + "."
                        : "What " + restart.presenter() + " presented was judged not good enough by " + restart.judge()
                                + ".",
                own ? "" : Quoted.presented(restart.presenter().toString(), restart.presented()),
                judgement("What is wrong with it:", restart.judge(), restart.reason()),
                judgement("What to do better:", restart.judge(), restart.instructions()),
                news.isEmpty() ? "" : "You have not seen these answers yet:",
                Prompts.quoted(news),
                "All votes are void. " + choice);
    }

    private static String judgement(String intro, Alias judge, String text) {
        return text.isBlank() ? "" : intro + "\n" + Quoted.judgement(judge.toString(), text);
    }
}
