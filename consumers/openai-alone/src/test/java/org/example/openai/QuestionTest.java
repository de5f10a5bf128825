package org.example.openai;

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

/** A program with the backend openai and no other plugin asks a server that speaks Chat Completions. */
class QuestionTest {
    private static final WireReply ANSWER = WireReply.events()
            .event(
                    """
                    {"id":"1","choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,"id":"t1","type":"function",\
                    "function":{"name":"new_answer","arguments":"{\\"content\\":\\"Four.\\"}"}}]}}]}""",
                    "{\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}",
                    "[DONE]");
    private static final WireReply PRESENTATION = WireReply.events()
            .event(
                    "{\"id\":\"2\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Four,\"}}]}",
                    "{\"id\":\"2\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" of course.\"},\"finish_reason\":\"stop\"}]}",
                    "[DONE]");

    @TempDir
    private Path folder;

    @Test
    void aQuestionIsAnswered() throws InterruptedException {
        try (WireServer server = WireServer.replying(ANSWER, PRESENTATION);
                MassGen massgen = MassGen.builder()
                        .environment(Map.of())
                        .workingDirectory(folder)
                        .config(
                                """
                                version: 1
                                agents:
                                  - id: ada
                                    backend: { type: openai, model: m, base_url: "%s/v1" }
                                """.formatted(server.uri()),
                                "openai.yaml")
                        .build();
                Session session = massgen.session()) {
            assertThat(session.ask("What is two and two?"))
                    .isInstanceOfSatisfying(
                            RunResult.Decided.class, decided -> assertThat(decided.answer()).isEqualTo("Four, of course."));
        }
    }

    @Test
    void thereIsNoOtherPlugin() {
        Installation installation = new Installation(Map.of(), folder);

        assertThat(installation.backends()).extracting(Installation.BackendInfo::name).containsExactly("openai");
        assertThat(installation.sandboxes()).isEmpty();
    }
}
