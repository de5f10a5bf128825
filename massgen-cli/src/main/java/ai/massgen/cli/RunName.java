package ai.massgen.cli;

import ai.massgen.core.text.Visible;

/** The id of a run as it is typed. */
final class RunName {
    private static final int LONGEST = 80;

    private RunName() {}

    /**
     * Checks an id.
     *
     * @param typed what was typed
     * @return the id
     * @throws UsageException if it cannot be one
     */
    static String checked(String typed) {
        if (!typed.matches("[A-Za-z0-9][A-Za-z0-9-]{0,63}")) {
            throw new UsageException("'" + Visible.line(typed, LONGEST)
                    + "' is no id of a run, such as 20261122-145501-k3f9q2; massgen runs list shows them");
        }
        return typed;
    }
}
