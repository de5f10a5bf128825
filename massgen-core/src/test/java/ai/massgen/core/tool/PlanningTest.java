package ai.massgen.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.core.mcp.McpTool;
import ai.massgen.core.plan.ToolEffects;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanningTest {
    private static McpTool tool(String name, String annotations) {
        return new McpTool(
                name,
                Optional.empty(),
                "",
                Json.EMPTY_OBJECT,
                Optional.empty(),
                Optional.of(annotations).filter(text -> !text.isEmpty()).map(Json::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "look   |                       | false | false",
                "write  |                       | false | true",
                "write  | {\"readOnlyHint\":true}  | false | true",
                "write  | {\"readOnlyHint\":true}  | true  | false",
                "write  | {\"readOnlyHint\":false} | true  | true",
                "write  | {\"readOnlyHint\":\"no\"}  | true  | true",
                "write  | {}                    | true  | true",
                "LOOK   |                       | true  | true",
            })
    void onlyWhatIsKnownToChangeNothingRunsBeforeThePresentation(
            String name, String annotations, boolean trusted, boolean waits) {
        ToolEffects effects = new ToolEffects(true, List.of("look"), trusted);

        assertThat(Planning.waits(effects, tool(name, annotations == null ? "" : annotations)))
                .isEqualTo(waits);
    }

    @Test
    void withoutPlanningNothingWaits() {
        assertThat(Planning.waits(new ToolEffects(false, List.of(), false), tool("write", "")))
                .isFalse();
    }
}
