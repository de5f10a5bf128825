package org.example.cards;

import ai.massgen.testkit.rules.PluginRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CardsRulesTest {
    @TestFactory
    Stream<DynamicTest> thePluginFollowsTheRules() {
        return PluginRules.of(CardsBackend.class).tests();
    }
}
