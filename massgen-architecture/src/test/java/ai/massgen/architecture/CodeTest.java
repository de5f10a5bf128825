package ai.massgen.architecture;

import ai.massgen.testkit.rules.CodeRules;
import org.junit.jupiter.api.Test;

/** The rules that plugins share with the rest of the house. The testkit has the fixtures that break them. */
class CodeTest {
    @Test
    void namesSayWhatAClassIsFor() {
        CodeRules.namesSayWhatAClassIsFor().check(Compiled.main());
        CodeRules.namesSayWhatAClassIsFor().check(Compiled.tests());
    }

    @Test
    void secretsAreTyped() {
        CodeRules.secretsAreTyped().check(Compiled.main());
    }
}
