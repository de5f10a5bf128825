package ai.massgen.testkit.rules;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;

/**
 * One rule for plugins.
 *
 * @param says the rule as a sentence
 * @param violations finds what breaks it: each a sentence that says where, what, and what to do
 */
record PluginRule(String says, Function<PluginCode, List<String>> violations) {
    static PluginRule of(String says, ArchRule rule) {
        return new PluginRule(
                says, code -> rule.evaluate(code.classes()).getFailureReport().getDetails());
    }

    /**
     * Checks the rule.
     *
     * @throws AssertionError with every violation
     */
    void check(PluginCode code) {
        List<String> found = violations.apply(code);
        if (!found.isEmpty()) {
            throw new AssertionError(report(found));
        }
    }

    String report(List<String> found) {
        return says + "; violated " + found.size() + " times:\n  " + String.join("\n  ", found);
    }
}
