package org.example.claude;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.Installation;
import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.testkit.wire.WireServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program with the backend claude and no other plugin asks a server that speaks Anthropic's Messages. */
class QuestionTest {
    private static final String START =
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"m","content":[],\
            "stop_reason":null,"usage":{"input_tokens":10,"output_tokens":1}}}

            """;
    private static final String END =
            """
            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"%s"},"usage":{"output_tokens":9}}

            event: message_stop
            data: {"type":"message_stop"}

            """;
    private static final String ANSWER = START
            + """
            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t1","name":"new_answer","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta",\
            "partial_json":"{\\"content\\":\\"Four.\\"}"}}

            """ + END.formatted("tool_use");
    private static final String PRESENTATION = START
            + """
            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Four, of course."}}

            """ + END.formatted("end_turn");

    @TempDir
    private Path folder;

    @Test
    void aQuestionIsAnsweredAndItsCostIsThatOfTheUsersPrice() throws InterruptedException {
        try (WireServer server = WireServer.replying(
                        WireReply.events().send(ANSWER), WireReply.events().send(PRESENTATION));
                MassGen massgen = MassGen.builder()
                        .environment(Map.of("ANTHROPIC_API_KEY", "none"))
                        .workingDirectory(folder)
                        .config(
                                """
                                version: 1
                                agents:
                                  - id: ada
                                    backend: { type: claude, model: some-model, base_url: "%s" }
                                prices:
                                  some-model: { input: 1000000, output: 1000000 }
                                """.formatted(server.uri()),
                                "claude.yaml")
                        .build();
                Session session = massgen.session()) {
            assertThat(session.ask("What is two and two?"))
                    .isInstanceOfSatisfying(RunResult.Decided.class, decided -> {
                        assertThat(decided.answer()).isEqualTo("Four, of course.");
                        assertThat(decided.spent().total().orElseThrow()).isEqualByComparingTo("38");
                    });
        }
    }

    @Test
    void thereIsNoOtherPlugin() {
        Installation installation = new Installation(Map.of(), folder);

        assertThat(installation.backends()).extracting(Installation.BackendInfo::name).containsExactly("claude");
        assertThat(installation.sandboxes()).isEmpty();
    }
}
