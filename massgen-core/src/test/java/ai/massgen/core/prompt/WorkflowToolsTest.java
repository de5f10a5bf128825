package ai.massgen.core.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.massgen.api.message.ToolSpec;
import ai.massgen.core.protocol.Alias;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkflowToolsTest {
    private static JsonNode schema(ToolSpec tool) throws JsonProcessingException {
        return new JsonMapper().readTree(tool.inputSchema().text());
    }

    @Test
    void anAnswerIsOneRequiredText() throws JsonProcessingException {
        JsonNode schema = schema(WorkflowTools.NEW_ANSWER);

        assertThat(WorkflowTools.NEW_ANSWER.name()).isEqualTo("new_answer");
        assertThat(schema.at("/properties/content/type").asText()).isEqualTo("string");
        assertThat(schema.at("/required").toString()).isEqualTo("[\"content\"]");
        assertThat(schema.at("/additionalProperties").asBoolean(true)).isFalse();
    }

    @Test
    void aVoteCanOnlyBeForAnAgentWithAnAnswer() throws JsonProcessingException {
        ToolSpec vote = WorkflowTools.vote(List.of(new Alias(1), new Alias(3)));

        assertThat(vote.name()).isEqualTo("vote");
        assertThat(schema(vote).at("/properties/agent_id/enum").toString()).isEqualTo("[\"agent1\",\"agent3\"]");
        assertThat(schema(vote).at("/required").toString()).isEqualTo("[\"agent_id\",\"reason\"]");
    }

    @Test
    void thereIsNoVoteWithoutTargets() {
        assertThatIllegalArgumentException().isThrownBy(() -> WorkflowTools.vote(List.of()));
    }
}
