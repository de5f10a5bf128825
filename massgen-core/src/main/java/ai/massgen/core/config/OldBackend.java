package ai.massgen.core.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The part {@code backend} of an agent in the old form. */
final class OldBackend {
    private static final String OPENAI = "openai";
    private static final String CLAUDE = "claude";
    private static final String GEMINI = "gemini";

    /** Old kinds of OpenAI-compatible servers, and the preset that they are now. */
    private static final Map<String, String> PRESETS = Map.of(
            "chatcompletion", "compatible",
            "grok", "xai",
            "zai", "compatible",
            "azure_openai", "azure",
            "lmstudio", "lmstudio",
            "vllm", "vllm",
            "sglang", "compatible",
            "inference", "compatible");

    private static final Map<String, String> BY_MODEL =
            Map.of("gpt", OPENAI, "o1", OPENAI, "o3", OPENAI, "o4", OPENAI, CLAUDE, CLAUDE, GEMINI, GEMINI);

    /** Tools of providers, and what they are called now; without a name there is nothing like them. */
    private static final Map<String, String> PROVIDER_TOOLS = Map.of(
            "enable_web_search", "web_search",
            "enable_code_interpreter", "code_execution",
            "enable_code_execution", "code_execution",
            "enable_image_generation", "",
            "enable_audio_generation", "",
            "enable_video_generation", "",
            "enable_file_generation", "");

    private final OldNode backend;
    private final OldNotes notes;
    private final Map<String, @Nullable Object> converted = new LinkedHashMap<>();
    private final Set<String> providerTools = new TreeSet<>();

    OldBackend(OldNode backend, OldNotes notes) {
        this.backend = backend;
        this.notes = notes;
    }

    /** The settings in the new form. What concerns tools and folders is left in the old node. */
    Map<String, @Nullable Object> convert() {
        String type = type();
        converted.put("type", type);
        backend.take("model", spot -> converted.put("model", OldNode.value(spot.node())));
        backend.take("api_key", this::key);
        backend.take("base_url", spot -> baseUrl(spot, type));
        backend.take("azure_endpoint", spot -> {
            notes.moved(spot, "base_url");
            converted.put("base_url", OldNode.value(spot.node()));
        });
        backend.take("temperature", spot -> only(OPENAI, type, "temperature", spot));
        backend.take("max_tokens", spot -> {
            notes.moved(spot, "max_output_tokens");
            converted.put("max_output_tokens", OldNode.value(spot.node()));
        });
        backend.take("reasoning", spot -> new OldNode(spot).take("effort", effort -> effort(effort, type)));
        PROVIDER_TOOLS.forEach((old, name) -> backend.take(old, spot -> providerTool(spot, name)));
        return converted;
    }

    /** The tools of the provider that were on, as they are called now. Known after {@link #convert}. */
    List<String> providerTools() {
        return List.copyOf(providerTools);
    }

    private String type() {
        Optional<Spot> written = backend.peek("type");
        backend.take("type", spot -> {});
        String old = written.map(OldNode::text).orElseGet(this::typeOfModel).toLowerCase(Locale.ROOT);
        String preset = PRESETS.get(old);
        if (preset != null) {
            written.ifPresent(spot -> notes.moved(spot, "type: openai with preset: " + preset));
            converted.put("preset", preset);
            return OPENAI;
        }
        if (!List.of(OPENAI, CLAUDE, GEMINI).contains(old)) {
            notes.lost(
                    written.orElse(backend.spot()),
                    "names the backend " + Quote.of(old) + ", which has no counterpart",
                    "choose one of massgen backends");
        }
        return old;
    }

    private String typeOfModel() {
        String model = backend.peek("model").map(OldNode::text).orElse("").toLowerCase(Locale.ROOT);
        return BY_MODEL.entrySet().stream()
                .filter(entry -> model.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(model.startsWith("grok") ? "grok" : OPENAI);
    }

    private void key(Spot spot) {
        String text = OldNode.text(spot);
        if (Environment.reference(text).isPresent()) {
            converted.put("api_key", text);
        } else {
            notes.lost(
                    spot, "holds a key in clear, which is not converted", "put it into a variable and write ${NAME}");
        }
    }

    private void baseUrl(Spot spot, String type) {
        converted.put("base_url", OldNode.value(spot.node()));
        if (type.equals(GEMINI)) {
            notes.lost(spot, "may mean another address now", "see docs/backends");
        }
    }

    private void only(String which, String type, String key, Spot spot) {
        if (type.equals(which)) {
            converted.put(key, OldNode.value(spot.node()));
        } else {
            notes.lost(spot, "is not a setting of the backend " + type, "");
        }
    }

    private void effort(Spot spot, String type) {
        String key = type.equals(CLAUDE) ? "effort" : "reasoning_effort";
        notes.moved(spot, key);
        converted.put(key, OldNode.value(spot.node()));
    }

    /** Servers that only speak like a provider have none of its tools. */
    private void providerTool(Spot spot, String name) {
        if (!OldNode.isTrue(spot)) {
            return;
        }
        if (name.isEmpty() || converted.containsKey("preset")) {
            notes.lost(
                    spot,
                    "turns on a tool of the provider, which is not converted",
                    "give the agent an MCP server that does it; massgen schema shows what the backend can do");
        } else {
            notes.moved(spot, "provider_tools of the agent");
            providerTools.add(name);
        }
    }
}
