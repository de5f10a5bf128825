package ai.massgen.backend.openai;

import ai.massgen.toolkit.model.ModelFacts;
import java.util.Locale;

/** What the data files say about models in words of this backend: the {@code traits}, in lower case. */
enum Trait {
    /** It does not reason, so it has no effort and no encrypted reasoning to ask for. */
    NO_REASONING,
    /** It reasons and cannot be told how much. */
    NO_EFFORT,
    /** It takes a temperature only while it does not reason. */
    TEMPERATURE_NEEDS_EFFORT_NONE,
    /** Over Chat Completions it takes tools only with the effort {@code none}, and wants it said. */
    CHAT_TOOLS_NEED_EFFORT_NONE;

    boolean of(ModelFacts facts) {
        return facts.traits().contains(name().toLowerCase(Locale.ROOT));
    }
}
