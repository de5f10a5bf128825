package ai.massgen.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Asks a person before something is done that cannot be undone. */
record Confirmation(Terminal terminal) {
    /**
     * Passes if the person says yes.
     *
     * @throws UsageException if not, or if nobody can be asked
     */
    void require(String question, String option) throws IOException {
        if (!terminal.typed() || !terminal.watched()) {
            throw new UsageException("this needs a yes, and there is nobody to ask; repeat it with " + option);
        }
        terminal.err().print(question + " Type yes: ");
        terminal.err().flush();
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
        if (!"yes".equals(keyboard.readLine())) {
            throw new UsageException("nothing was removed");
        }
    }
}
