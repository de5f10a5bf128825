package ai.massgen.api.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Json;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NeedsTest {
    @Test
    void aPlainQuestionNeedsNothing() {
        assertThat(asking(new Part.Text("Why?")).build().needs()).isEmpty();
    }

    @Test
    void everythingThatARequestCanAskForIsACapability() {
        ModelRequest everything = asking(
                        new Part.Image("image/png", "AAAA"), new Part.Document("application/pdf", "AAAA", "a.pdf"))
                .tools(List.of(new ToolSpec("look", "Looks.", Json.EMPTY_OBJECT)))
                .providerTools(Set.of(
                        Capability.WEB_SEARCH,
                        Capability.CODE_EXECUTION,
                        Capability.FILE_SEARCH,
                        Capability.URL_CONTEXT))
                .outputSchema(Json.EMPTY_OBJECT)
                .temperature(1)
                .seed(1)
                .maxOutputTokens(1)
                .build();

        assertThat(everything.needs()).isEqualTo(EnumSet.complementOf(EnumSet.of(Capability.PARALLEL_TOOL_CALLS)));
    }

    @Test
    void onlyAToolOfTheProviderCanBeOne() {
        ModelRequest.Builder wrong = asking(new Part.Text("Why?")).providerTools(Set.of(Capability.SEED));
        assertThatThrownBy(wrong::build).hasMessage("not a provider tool: SEED");
    }

    private static ModelRequest.Builder asking(Part... parts) {
        return ModelRequest.builder(new CallKey("agent1", 1), List.of(new Message.User(List.of(parts))));
    }
}
