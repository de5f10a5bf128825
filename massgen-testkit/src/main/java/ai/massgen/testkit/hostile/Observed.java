package ai.massgen.testkit.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a test saw, for the table of attacks. A parameter of tests that carry {@link Row}. Used by one thread. */
public final class Observed {
    private final List<String> facts = new ArrayList<>();

    Observed() {}

    /**
     * Adds a fact.
     *
     * @param fact a clause for people, without a full stop, such as {@code exit code 137}
     */
    public void that(String fact) {
        facts.add(Objects.requireNonNull(fact, "fact"));
    }

    String text() {
        return String.join("; ", facts);
    }
}
