package ai.massgen.backend.openai;

import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * Finds text and thoughts in a delta. Servers differ: thoughts are in {@code reasoning_content} (DeepSeek, Kimi, Qwen, Z.ai,
 * older vLLM), in {@code reasoning} (Groq, Cerebras, Ollama, newer vLLM), in the parts of {@code reasoning_details}
 * (OpenRouter) or in parts of the content that are called {@code thinking} (Mistral).
 */
final class ChatContent {
    private ChatContent() {}

    static String text(JsonNode delta) {
        JsonNode content = delta.path("content");
        if (!content.isArray()) {
            return WireJson.text(delta, "content");
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(WireJson.text(part, "text")));
        return text.toString();
    }

    /** Some servers send a thought in two of the places, so the first place that has one counts. */
    static String reasoning(JsonNode delta) {
        String plain = WireJson.text(delta, "reasoning_content");
        if (plain.isEmpty()) {
            plain = WireJson.text(delta, "reasoning");
        }
        if (!plain.isEmpty()) {
            return plain;
        }
        StringBuilder thoughts = new StringBuilder();
        for (JsonNode detail : delta.path("reasoning_details")) {
            thoughts.append(WireJson.text(detail, "text")).append(WireJson.text(detail, "summary"));
        }
        for (JsonNode part : delta.path("content")) {
            part.path("thinking").forEach(piece -> thoughts.append(WireJson.text(piece, "text")));
        }
        return thoughts.toString();
    }
}
