package ai.massgen.core.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolChangeTest {
    private static List<String> diff(String before, String after) {
        return ToolChange.changed(Samples.tool("a", before), Samples.tool("a", after))
                .diff();
    }

    @Test
    void changesComeInTheOrderOfThePinAndNewToolsLast() {
        List<ToolChange> changes = ToolChange.between(
                List.of(Samples.tool("a", "A."), Samples.tool("b", "B."), Samples.tool("c", "C.")),
                List.of(Samples.tool("d", "D."), Samples.tool("b", "B."), Samples.tool("c", "Z.")));

        assertThat(changes)
                .extracting(ToolChange::tool, ToolChange::kind)
                .containsExactly(
                        tuple("a", ToolChange.Kind.MISSING),
                        tuple("c", ToolChange.Kind.CHANGED),
                        tuple("d", ToolChange.Kind.NEW));
        assertThat(changes.getFirst().diff()).allMatch(line -> line.startsWith("- "));
        assertThat(changes.getLast().diff()).allMatch(line -> line.startsWith("+ "));
    }

    @Test
    void equalListingsDoNotDiffer() {
        List<ToolPin> tools = List.of(Samples.tool("a", "A."), Samples.tool("b", "B."));

        assertThat(ToolChange.between(tools, tools.reversed())).isEmpty();
    }

    @Test
    void onlyTheLinesThatDifferAreShownAndWhatIsAroundThem() {
        assertThat(diff("1\n2\n3\n4\n5\n6\n7\n8\n9", "1\n2\n3\n4\nfive\n6\n7\n8"))
                .containsExactly(
                        "…",
                        "    3",
                        "    4",
                        "-   5",
                        "+   five",
                        "    6",
                        "    7",
                        "    8",
                        "-   9",
                        "  inputSchema:",
                        "    {");
    }

    @Test
    void invisibleCharactersAreShown() {
        assertThat(diff("a", "a\u200b")).contains("-   a", "+   a\\u{200b}");
    }

    @Test
    void aHugeDifferenceIsShownWithoutLookingForTheShortest() {
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            before.add("b" + i);
            after.add("a" + i);
        }

        assertThat(LineDiff.of(before, after)).hasSize(6_000).startsWith("- b0").endsWith("+ a2999");
    }
}
