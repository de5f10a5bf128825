package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecisionsTest {
    private static final int LONGEST = 70;

    private final List<Decision> decisions = Decision.all();

    @Test
    void theyAreNumberedWithoutGaps() {
        assertThat(decisions)
                .hasSizeGreaterThan(10)
                .extracting(Decision::number)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, decisions.size())
                        .mapToObj(number -> String.format(Locale.ROOT, "%04d", number))
                        .toList());
    }

    @Test
    void eachTellsItsContextItsDecisionAndWhatFollows() {
        assertThat(decisions).allSatisfy(decision -> {
            assertThat(decision.document().headings().stream().skip(1))
                    .as("headings of %s", decision.document())
                    .containsExactly("Context", "Decision", "Consequences");
            assertThat(Checkout.text(decision.document().file()).lines())
                    .as("lines of %s", decision.document())
                    .hasSizeLessThanOrEqualTo(LONGEST);
        });
    }

    @Test
    void theIndexListsEachOnceInOrder() {
        List<String> index = Checkout.text(Decision.FOLDER + "/README.md")
                .lines()
                .filter(line -> line.matches("- \\[\\d{4}.*"))
                .toList();

        assertThat(index)
                .containsExactlyElementsOf(decisions.stream()
                        .map(each -> "- [" + each.number() + "]("
                                + each.document().file().getFileName() + ") " + each.title())
                        .toList());
    }
}
