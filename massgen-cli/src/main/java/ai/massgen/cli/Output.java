package ai.massgen.cli;

import ai.massgen.cli.view.RunView;
import ai.massgen.core.event.EventListener;

/**
 * How a run is shown.
 *
 * @param json as JSON, for programs
 * @param color in colours, where there are any
 */
record Output(boolean json, boolean color) {
    EventListener listener(Terminal terminal) {
        return json ? new JsonLines(terminal.out()) : RunView.on(terminal.screen(color));
    }

    /** Whether a person sees the run on a terminal. */
    boolean watched(Terminal terminal) {
        return !json && terminal.watched();
    }
}
