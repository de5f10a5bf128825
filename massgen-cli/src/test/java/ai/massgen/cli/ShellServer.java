package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An MCP server in a few lines of shell, a plain process whose tools are what a file says at that moment. */
final class ShellServer {
    static final String LOOK =
            "{\"name\":\"look\",\"description\":\"Looks around.\",\"inputSchema\":{\"type\":\"object\"}}";
    static final String SEND =
            "{\"name\":\"send\",\"description\":\"Sends it.\",\"inputSchema\":{\"type\":\"object\"}}";

    private static final String SCRIPT = """
            while IFS= read -r line; do
              id=${line##*'"id":'}
              id=${id%%[,\\}]*}
              case $line in
                *'"method":"initialize"'*)
                  printf '{"jsonrpc":"2.0","id":%s,"result":{"protocolVersion":"2025-11-25",' "$id"
                  printf '"capabilities":{"tools":{}},"serverInfo":{"name":"t","version":"1"}}}\\n' ;;
                *'"method":"tools/list"'*)
                  IFS= read -r tools < "$1"
                  printf '{"jsonrpc":"2.0","id":%s,"result":{"tools":[%s]}}\\n' "$id" "$tools" ;;
                *'"method":"tools/call"'*)
                  printf '{"jsonrpc":"2.0","id":%s,"result":{"content":[{"type":"text","text":"seen"}]}}\\n' "$id" ;;
              esac
            done
            """;

    private static final String CONFIG = """
            version: 1
            agents:
              - id: ada
                backend:
                  type: scripted
                  mode: script
                  steps:
                    - { tool: near__look, arguments: {} }
                    - { answer: "It says: {{last_tool_result}}" }
            tools:
              near:
                sandbox: host
                command: [/bin/sh, %1$s/server.sh, %1$s/tools.txt]
                %2$s
            """;

    private final Path folder;
    private final Shell shell;

    private ShellServer(Path folder, Shell shell) {
        this.folder = folder;
        this.shell = shell;
    }

    /** Makes a server that lists these tools, and a configuration whose only agent calls {@code near__look}. */
    static ShellServer in(Path folder, Shell shell) {
        shell.file("server.sh", SCRIPT).file("massgen.yaml", CONFIG.formatted(folder, ""));
        return new ShellServer(folder, shell).lists(LOOK);
    }

    /** From its next start on it lists other tools. */
    ShellServer lists(String... tools) {
        try {
            Files.writeString(folder.resolve("tools.txt"), String.join(",", tools) + "\n");
            return this;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** From now on somebody has to approve its calls. */
    void asks() {
        assertThat(shell.file("massgen.yaml", CONFIG.formatted(folder, "approve: ['*']")))
                .isSameAs(shell);
    }
}
