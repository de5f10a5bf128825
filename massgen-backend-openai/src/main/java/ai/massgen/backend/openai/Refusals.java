package ai.massgen.backend.openai;

import ai.massgen.api.backend.Capability;
import ai.massgen.toolkit.model.ModelFacts;

/** Says that a model does not take something, and how to get it all the same. */
final class Refusals {
    private final Abilities abilities;

    Refusals(Abilities abilities) {
        this.abilities = abilities;
    }

    String of(Capability capability) {
        return abilities.subject() + " does not take " + name(capability) + " over "
                + abilities.api().title() + hint(capability);
    }

    String effort(String effort) {
        String known = abilities.efforts().isEmpty() ? "" : ", only " + String.join(", ", abilities.efforts());
        return abilities.subject() + " does not take the reasoning_effort " + effort + known + ". Leave it out, or use"
                + " another model.";
    }

    /** A setting that means nothing where it is. */
    String idle(String setting) {
        return setting + " does nothing for " + abilities.subject() + " over "
                + abilities.api().title() + ". Leave it out.";
    }

    private static String name(Capability capability) {
        return switch (capability) {
            case TOOLS, PARALLEL_TOOL_CALLS -> "tools";
            case IMAGES -> "pictures";
            case DOCUMENTS -> "documents";
            case TEMPERATURE -> "a temperature";
            case SEED -> "a seed";
            case MAX_OUTPUT_TOKENS -> "a limit on output tokens";
            case STRUCTURED_OUTPUT -> "a schema of its reply";
            case WEB_SEARCH -> "the tool web search";
            case CODE_EXECUTION -> "the tool code execution";
            case FILE_SEARCH -> "the tool file search";
            case URL_CONTEXT -> "the tool URL context";
        };
    }

    private String hint(Capability capability) {
        return switch (capability) {
            case IMAGES -> unless("images");
            case DOCUMENTS -> unless("documents");
            case STRUCTURED_OUTPUT -> unless("structured_output");
            case TOOLS, PARALLEL_TOOL_CALLS, TEMPERATURE -> whileReasoning(capability);
            case WEB_SEARCH, CODE_EXECUTION, FILE_SEARCH, URL_CONTEXT -> elsewhere(capability);
            case SEED, MAX_OUTPUT_TOKENS -> ". Leave it out, or use another model.";
        };
    }

    private static String unless(String setting) {
        return ". Set " + setting + ": true if this model does, or use another one.";
    }

    private String whileReasoning(Capability capability) {
        boolean always = abilities
                .facts()
                .map(ModelFacts::lacks)
                .filter(lacks -> lacks.contains(capability))
                .isPresent();
        if (always) {
            return ". Leave it out, or use another model.";
        }
        boolean tools = capability != Capability.TEMPERATURE
                && abilities.preset().apis().contains(Api.RESPONSES);
        return " while it reasons. Set " + (tools ? "api: " + Api.RESPONSES.setting() + " or " : "")
                + "reasoning_effort: none, or use another model.";
    }

    private String elsewhere(Capability tool) {
        ResponsesDialect responses = abilities.preset().responses();
        if (responses == null || !responses.tools().containsKey(tool)) {
            return ". Leave it out, or use another provider.";
        }
        return abilities.api() == Api.RESPONSES
                ? " without a place to search. Set vector_stores."
                : ". Set api: " + Api.RESPONSES.setting() + ".";
    }
}
