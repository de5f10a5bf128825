package ai.massgen.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.config.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
    private final Redaction redaction = new Redaction(List.of(Secret.of("sk-secret")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"id\":\"resp_68a1b2\"} | {\"id\":\"resp-1\"}",
                "{\"call_id\":\"call_68a1b2\"} | {\"call_id\":\"call-1\"}",
                "{\"responseId\":\"abcDEF12\"} | {\"responseId\":\"id-1\"}",
                "{\"system_fingerprint\":\"fp_12345\"} | {\"system_fingerprint\":\"fp-1\"}",
                "{\"created\": 1732000000} | {\"created\":0}",
                "{\"created_at\":1732000000.25} | {\"created_at\":0}",
                "{\"at\":\"2026-11-22T10:11:12.5+01:00\"} | {\"at\":\"2026-01-01T00:00:00Z\"}",
                "{\"signature\":\"abcdefghijklmnop==\"} | {\"signature\":\"sealed-1\"}",
                "the key sk-secret | the key ***"
            })
    void whatDiffersFromDayToDayIsReplaced(String said, String kept) {
        assertThat(redaction.apply(said)).isEqualTo(kept);
    }

    @Test
    void theSameIsReplacedByTheSameWhereverItStands() {
        assertThat(
                        redaction.apply(
                                "data: {\"item_id\":\"msg_1111\"}\n\ndata: {\"id\":\"msg_2222\"}\n\ndata: {\"ref\":\"msg_1111\"}\n\n"))
                .isEqualTo(
                        "data: {\"item_id\":\"msg-1\"}\n\ndata: {\"id\":\"msg-2\"}\n\ndata: {\"ref\":\"msg-1\"}\n\n");
    }

    @Test
    void whatTheModelSaysStays() {
        String said = "{\"text\":\"Grüße 🌍\",\"index\":12,\"name\":\"look\",\"type\":\"message\"}";

        assertThat(redaction.apply(said)).isEqualTo(said);
    }
}
