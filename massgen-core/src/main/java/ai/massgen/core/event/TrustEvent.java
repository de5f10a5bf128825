package ai.massgen.core.event;

import java.util.List;

/** Something about whether tools are what they were when the user trusted them, and what the user allows. Immutable. */
public sealed interface TrustEvent extends SessionEvent {
    /**
     * A call was not made, because the user did not want it.
     *
     * @param agent the agent
     * @param callId the id of the call
     * @param tool the name of the tool
     * @param reason why
     */
    record ToolCallDenied(String agent, String callId, String tool, String reason) implements TrustEvent {}

    /**
     * A tool server was used for the first time, and what it is has been recorded. From now on it must be the same.
     *
     * @param server its name in the configuration
     * @param tools the names of its tools as models see them
     * @param file the lock file
     */
    record ToolsPinned(String server, List<String> tools, String file) implements TrustEvent {
        /** Copies the list. */
        public ToolsPinned {
            tools = List.copyOf(tools);
        }
    }

    /**
     * Something in the definition of a tool has been used to mislead models or people. A hint, and no verdict.
     *
     * @param server its server
     * @param tool the name that the server knows it by, safe to look at
     * @param kind {@code instruction}, {@code emphasis}, {@code sensitive-file}, {@code invisible}, {@code unicode-tags},
     *     {@code bidi}, {@code base64} or {@code shadowing}
     * @param where in which part of the definition
     * @param excerpt what it looks like, safe to look at
     */
    record ToolSuspicious(String server, String tool, String kind, String where, String excerpt)
            implements TrustEvent {}

    /**
     * A tool is not what it was when its server was trusted. One that is {@code changed} or {@code missing} is not
     * called, one that is {@code new} is not offered.
     *
     * @param agent the agent that the server works for
     * @param server its name in the configuration
     * @param tool the name that the server knows the tool by, safe to look at
     * @param kind {@code changed}, {@code missing} or {@code new}
     * @param diff what differs, a line each with {@code -} or {@code +}, safe to look at and perhaps cut
     */
    record ToolDefinitionChanged(String agent, String server, String tool, String kind, String diff)
            implements TrustEvent {}
}
