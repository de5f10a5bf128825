package ai.massgen.backend.gemini;

import ai.massgen.api.backend.Capability;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tools that the provider runs itself: how they are offered, and how a reply tells that one was used. */
final class ProviderTools {
    private ProviderTools() {}

    /** Offers a tool. */
    static void offer(ArrayNode tools, Capability tool, List<String> stores) {
        switch (tool) {
            case WEB_SEARCH -> tools.addObject().putObject("googleSearch");
            case CODE_EXECUTION -> tools.addObject().putObject("codeExecution");
            case URL_CONTEXT -> tools.addObject().putObject("urlContext");
            case FILE_SEARCH -> {
                ArrayNode names = tools.addObject().putObject("fileSearch").putArray("fileSearchStoreNames");
                stores.forEach(names::add);
            }
            case TOOLS,
                    PARALLEL_TOOL_CALLS,
                    IMAGES,
                    DOCUMENTS,
                    TEMPERATURE,
                    SEED,
                    MAX_OUTPUT_TOKENS,
                    STRUCTURED_OUTPUT -> throw new IllegalArgumentException("not a provider tool: " + tool);
        }
    }

    /** The tool that a part begins to use. */
    static Optional<Capability> named(JsonNode part) {
        if (part.path("executableCode").isObject()) {
            return Optional.of(Capability.CODE_EXECUTION);
        }
        return switch (WireJson.text(part.path("toolCall"), "toolType")) {
            case "GOOGLE_SEARCH_WEB", "GOOGLE_SEARCH_IMAGE" -> Optional.of(Capability.WEB_SEARCH);
            case "URL_CONTEXT" -> Optional.of(Capability.URL_CONTEXT);
            case "FILE_SEARCH" -> Optional.of(Capability.FILE_SEARCH);
            default -> Optional.empty();
        };
    }

    /** The tools that left their traces in what the provider says about a reply. */
    static Set<Capability> traced(JsonNode candidate) {
        Set<Capability> tools = EnumSet.noneOf(Capability.class);
        JsonNode grounding = candidate.path("groundingMetadata");
        if (!grounding.path("webSearchQueries").isEmpty()) {
            tools.add(Capability.WEB_SEARCH);
        }
        if (grounding.path("groundingChunks").valueStream().anyMatch(chunk -> chunk.has("retrievedContext"))) {
            tools.add(Capability.FILE_SEARCH);
        }
        if (!candidate.path("urlContextMetadata").path("urlMetadata").isEmpty()) {
            tools.add(Capability.URL_CONTEXT);
        }
        return tools;
    }
}
