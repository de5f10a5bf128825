package ai.massgen.examples;

import ai.massgen.api.config.Doc;
import ai.massgen.core.JavaTool;
import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import ai.massgen.core.Tool;
import java.util.Map;
import java.util.Optional;

/** An agent calls tools that are plain Java. The agent is simulated; needs no keys and no engine. */
public final class OwnTools {
    private static final String CONFIG = """
            version: 1
            agents:
              - id: clerk
                backend:
                  type: scripted
                  mode: script
                  steps:
                    - { tool: stock, arguments: { fruit: apple, atLeast: 5 } }
                    - { tool: price, arguments: { fruit: apple, count: 3 } }
                    - { answer: "Three apples cost {{last_tool_result}} cents." }
            """;

    private static final Map<String, Integer> STOCK = Map.of("apple", 12, "pear", 0);

    private OwnTools() {}

    /**
     * What a model asks about the stock. The schema that it sees is derived from this.
     *
     * @param fruit the fruit
     * @param atLeast how many there should be
     */
    record Question(
            @Doc("The fruit, in the singular.") String fruit,
            @Doc("How many there should be.") Optional<Integer> atLeast) {}

    /** Methods as tools. */
    static final class Till {
        @Tool("Says what some fruit costs, in cents.")
        int price(@Doc("The fruit, in the singular.") String fruit, @Doc("How many.") int count) {
            if (!STOCK.containsKey(fruit)) {
                throw new IllegalArgumentException("there is no price for " + fruit);
            }
            return 40 * count;
        }
    }

    private static String stock(Question question) {
        int there = STOCK.getOrDefault(question.fruit(), 0);
        return there >= question.atLeast().orElse(1) ? "in stock" : "only " + there;
    }

    /**
     * Asks.
     *
     * @param args nothing
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        try (MassGen massgen = MassGen.builder()
                        .config(CONFIG, "OwnTools")
                        .tool(JavaTool.of("stock", "Says whether there is fruit.", Question.class, OwnTools::stock))
                        .toolsOf(new Till())
                        .build();
                Session session = massgen.session()) {
            switch (session.ask("What do three apples cost?")) {
                case RunResult.Decided decided -> System.out.println(decided.answer());
                case RunResult other -> System.out.println("no answer: " + other);
            }
        }
    }
}
