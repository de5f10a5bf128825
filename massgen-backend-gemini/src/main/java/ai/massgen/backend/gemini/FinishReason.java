package ai.massgen.backend.gemini;

/** What it means why a model stopped. */
enum FinishReason {
    /** The model was done, or waits for its tools: both are called {@code STOP}. */
    DONE,
    /** The limit on tokens was reached. */
    CUT,
    /** A filter or a rule of the provider held the reply back. */
    REFUSED,
    /** The model wrote what nobody can use, or the provider does not say what happened. */
    FAILED;

    /** The meaning of a reason. One from the future is an end, as the provider has no other sign of it. */
    static FinishReason of(String name) {
        return switch (name) {
            case "MAX_TOKENS" -> CUT;
            case "SAFETY",
                    "RECITATION",
                    "LANGUAGE",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "MODEL_ARMOR",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION" -> REFUSED;
            case "MALFORMED_FUNCTION_CALL",
                    "MALFORMED_RESPONSE",
                    "UNEXPECTED_TOOL_CALL",
                    "TOO_MANY_TOOL_CALLS",
                    "MISSING_THOUGHT_SIGNATURE",
                    "NO_IMAGE",
                    "IMAGE_OTHER",
                    "OTHER",
                    "FINISH_REASON_UNSPECIFIED" -> FAILED;
            default -> DONE;
        };
    }
}
