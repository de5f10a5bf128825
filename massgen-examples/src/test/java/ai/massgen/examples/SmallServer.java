package ai.massgen.examples;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** An MCP server of one tool, {@code look}, in a line of shell: all that {@code massgen/busybox} can run. */
public final class SmallServer {
    private static final String SCRIPT = """
            while read -r line; do
              case $line in
                *'"method":"initialize"'*) result='{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"small","version":"1"}}' ;;
                *'"method":"tools/list"'*) result='{"tools":[{"name":"look","description":"Looks.","inputSchema":{"type":"object"}}]}' ;;
                *'"method":"tools/call"'*) @@CALL@@ ;;
                *) continue ;;
              esac
              id=$(printf '%s' "$line" | sed 's/.*"id":\\([0-9]*\\).*/\\1/')
              printf '{"jsonrpc":"2.0","id":%s,"result":%s}\\n' "$id" "$result"
            done
            """;

    private SmallServer() {}

    /**
     * The server in a configuration.
     *
     * @param call what it does when its tool is called: shell that sets {@code text} to what it answers
     * @return {@code command: […]}
     */
    public static String command(String call) {
        String answer = call + "; result='{\"content\":[{\"type\":\"text\",\"text\":\"'\"$text\"'\"}]}'";
        return "command: "
                + JsonNodeFactory.instance.arrayNode().add("/bin/sh").add("-c").add(SCRIPT.replace("@@CALL@@", answer));
    }
}
