package ai.massgen.cli;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What the process ends with. The one place where error ids become exit codes. */
enum ExitCode {
    /** All is well; after a question: the agents have decided. */
    OK(0, "the agents have decided, or the command is done"),
    /** The run came to its end without an answer. */
    NO_ANSWER(1, "no agent gave an answer, or none of the form that was asked for"),
    /** The command line or the configuration is wrong. */
    USAGE(2, "the command line or the configuration is wrong"),
    /** Model providers failed. */
    BACKEND(3, "the model providers of all agents failed"),
    /** Tools could not be run as asked. */
    SANDBOX(4, "a container engine, an image or a tool server failed"),
    /** Time or money ran out. */
    LIMIT(5, "time or budget ran out before there was an answer"),
    /** What was pinned is something else now. */
    PIN(6, "something that was pinned has changed"),
    /** A bug. */
    BUG(70, "a bug of MassGen");

    /** Added to the number of a signal. */
    private static final int SIGNALLED = 128;

    private static final int SIGINT = 2;
    private static final int SIGPIPE = 13;

    /** What a process ends with that wrote into a pipe whose reader has gone. */
    static final int UNREAD = SIGNALLED + SIGPIPE;

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    /**
     * The exit code for an error id. Ids of areas that nobody has thought of are bugs.
     *
     * @param errorId an id such as {@code backend.rate-limited}
     */
    static ExitCode of(String errorId) {
        return switch (errorId.substring(0, Math.max(0, errorId.indexOf('.')))) {
            case "config", "provider", "workspace", "attachment" -> USAGE;
            case "answer" -> NO_ANSWER;
            case "backend" -> BACKEND;
            case "sandbox", "mcp", "tool" -> SANDBOX;
            case "run", "budget" -> LIMIT;
            case "pin" -> PIN;
            default -> BUG;
        };
    }

    /** The exit code of a process that a signal ended; that of Ctrl-C if it was interrupted in another way. */
    static int signalled(Cancellation cancellation) {
        return SIGNALLED + cancellation.signal().orElse(SIGINT);
    }

    /** All codes with their meanings, as the help shows them. */
    static Map<String, String> list() {
        Map<String, String> list = new TreeMap<>((a, b) -> Integer.parseInt(a) - Integer.parseInt(b));
        Arrays.stream(values()).forEach(each -> list.put(String.valueOf(each.code), each.meaning));
        list.put("129", "the terminal was closed");
        list.put("130", "interrupted with Ctrl-C");
        list.put("141", "nobody read the output any more, so the run was ended");
        list.put("143", "terminated");
        return list;
    }
}
