package ai.massgen.examples;

import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;

/**
 * Agents whose models come from a backend of one's own, {@link ai.massgen.examples.facts.FactsBackend}. It is found like
 * every other plugin: by its name in the configuration and its line in {@code META-INF/services}.
 */
public final class OwnBackend {
    private static final String CONFIG = """
            version: 1
            agents:
              - id: historian
                backend:
                  type: facts
                  facts:
                    - Galileo saw four moons of the planet Jupiter in 1610.
                    - Saturn has 274 known moons, the most of all planets.
                    - Jupiter has 97 known moons, the second most.
                  most: 1
              - id: astronomer
                backend:
                  type: facts
                  facts:
                    - Saturn has 274 known moons, the most of all planets.
                    - Jupiter has 97 known moons, the second most.
              - id: gardener
                backend:
                  type: facts
                  facts:
                    - Roses want sun and well drained soil.
            """;

    private OwnBackend() {}

    /**
     * Asks a question.
     *
     * @param args the question, or nothing for a question of ours
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        String question = args.length > 0 ? String.join(" ", args) : "Which planet has the most known moons?";
        try (MassGen massgen = MassGen.builder().config(CONFIG, "OwnBackend").build();
                Session session = massgen.session()) {
            RunResult result = session.ask(question);
            System.out.println(
                    result instanceof RunResult.Decided decided
                            ? decided.winner() + " won with " + decided.tally() + ": " + decided.answer()
                            : result.toString());
        }
    }
}
