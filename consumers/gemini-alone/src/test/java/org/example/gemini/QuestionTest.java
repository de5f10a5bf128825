package org.example.gemini;

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

/** A program with the backend gemini and no other plugin asks a server that speaks Google's generateContent. */
class QuestionTest {
    private static final WireReply ANSWER = reply(
            "{\"functionCall\":{\"name\":\"new_answer\",\"args\":{\"content\":\"Four.\"}},\"thoughtSignature\":\"c2ln\"}");
    private static final WireReply PRESENTATION = reply("{\"text\":\"Four, of course.\"}");

    @TempDir
    private Path folder;

    private static WireReply reply(String part) {
        return WireReply.events()
                .event("{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[" + part + "]},\"finishReason\":\"STOP\"}],"
                        + "\"usageMetadata\":{\"promptTokenCount\":10,\"candidatesTokenCount\":9,\"totalTokenCount\":19}}");
    }

    @Test
    void aQuestionIsAnsweredAndItsCostIsThatOfTheUsersPrice() throws InterruptedException {
        try (WireServer server = WireServer.replying(ANSWER, PRESENTATION);
                MassGen massgen = MassGen.builder()
                        .environment(Map.of("GEMINI_API_KEY", "none"))
                        .workingDirectory(folder)
                        .config(
                                """
                                version: 1
                                agents:
                                  - id: ada
                                    backend: { type: gemini, model: some-model, base_url: "%s" }
                                prices:
                                  some-model: { input: 1000000, output: 1000000 }
                                """.formatted(server.uri()),
                                "gemini.yaml")
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

        assertThat(installation.backends()).extracting(Installation.BackendInfo::name).containsExactly("gemini");
        assertThat(installation.sandboxes()).isEmpty();
    }
}
