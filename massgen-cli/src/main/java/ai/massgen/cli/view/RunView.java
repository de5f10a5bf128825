package ai.massgen.cli.view;

import ai.massgen.core.event.EventListener;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.text.Visible;

/** Shows a run as lines of text. */
public final class RunView implements EventListener {
    private static final int LONGEST = 20_000;

    private final Screen screen;

    private RunView(Screen screen) {
        this.screen = screen;
    }

    /**
     * Makes a view.
     *
     * @param screen what to show on
     * @return the view
     */
    public static RunView on(Screen screen) {
        return new RunView(screen);
    }

    @Override
    public void on(EventRecord record) {
        switch (record.event()) {
            case SessionEvent.AnswerAccepted answer -> line(answer.label() + ": " + answer.content());
            case SessionEvent.VoteCast vote ->
                line(vote.agent() + " votes for " + vote.target() + ": " + vote.reason());
            case SessionEvent.ToolCallFinished call -> line(call.agent() + " used " + call.tool());
            case SessionEvent.ToolServerFailed failed -> line(failed.server() + " failed: " + failed.message());
            case SessionEvent.Note note -> line("note: " + note.message());
            case SessionEvent.RunFinished finished -> finished.answer().ifPresent(answer -> line("\n" + answer));
            default -> {
                // this view shows less
            }
        }
    }

    private void line(String text) {
        screen.out().println(Visible.block(text, LONGEST));
    }
}
