package ai.massgen.backend.gemini;

/** Ids of tool calls, which older models do not give. */
final class CallIds {
    private static final String MADE_UP = "massgen-call-";

    private CallIds() {}

    static String madeUp(int number) {
        return MADE_UP + number;
    }

    /** Whether the provider knows this id. */
    static boolean isSent(String id) {
        return !id.startsWith(MADE_UP);
    }
}
