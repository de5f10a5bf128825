package ai.massgen.backend.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.stream.Stream;

/** The two ways in which servers of this kind are asked. */
enum Api {
    @JsonProperty("responses")
    RESPONSES("responses", "the Responses API", "responses"),
    @JsonProperty("chat_completions")
    CHAT_COMPLETIONS("chat_completions", "Chat Completions", "chat/completions");

    private final String setting;
    private final String title;
    private final String path;

    Api(String setting, String title, String path) {
        this.setting = setting;
        this.title = title;
        this.path = path;
    }

    /** The one that a user wrote; nothing for {@code auto}. */
    static Optional<Api> of(String setting) {
        return Stream.of(values()).filter(api -> api.setting.equals(setting)).findFirst();
    }

    /** What users write as {@code api}. */
    String setting() {
        return setting;
    }

    /** Its name in messages. */
    String title() {
        return title;
    }

    /** What is appended to the base address. */
    String path() {
        return path;
    }
}
