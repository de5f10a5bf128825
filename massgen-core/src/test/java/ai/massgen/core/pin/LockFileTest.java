package ai.massgen.core.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.massgen.api.Json;
import ai.massgen.core.mcp.McpTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private LockFile file;

    @BeforeEach
    void name() {
        file = new LockFile(folder);
    }

    private String text() throws IOException {
        return Files.readString(file.path());
    }

    private static ServerPin odd() {
        return new ServerPin(
                PinSubject.of("odd", Optional.empty(), List.of(), List.of(), "{}"),
                new PinOrigin(Optional.empty(), Optional.empty(), "initialize"),
                List.of(ToolPin.of(new McpTool(
                        "söme tool",
                        Optional.of("A title"),
                        "One\ntwo \u202eeert\u200b \udb40\udc41 \ud800 \u001b[2J \"quoted\" \\",
                        new Json("{\"z\":1.50,\"a\":[],\"big\":123456789012345678901234567890}"),
                        Optional.of(new Json("{\"type\":\"object\"}")),
                        Optional.of(new Json("{\"readOnlyHint\":true}"))))));
    }

    @Test
    void thereIsNothingBeforeTheFirstPin() {
        assertThat(file.read()).isEqualTo(Lock.EMPTY);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsWrittenIsReadBackButForTitles() {
        Lock lock = file.update(now -> now.with(Samples.server("files", Samples.tool("read", "Reads.")))
                .with(odd()));

        assertThat(file.read().pins()).hasSize(2);
        assertThat(file.read().pins().getFirst()).isEqualTo(lock.pins().getFirst());
        ServerPin odd = file.read().find(odd().subject()).orElseThrow();
        assertThat(odd.tools()).singleElement().satisfies(tool -> {
            assertThat(tool.sha256()).isEqualTo(odd().tools().getFirst().sha256());
            assertThat(tool.tool().description())
                    .isEqualTo(odd().tools().getFirst().tool().description());
            assertThat(tool.tool().inputSchema().text()).contains("1.50", "123456789012345678901234567890");
            assertThat(tool.tool().title()).isEmpty();
        });
    }

    @Test
    void theFileIsForPeopleAndForVersionControl() throws IOException {
        file.update(now -> now.with(Samples.server("files", Samples.tool("read", "Reads\na file."))));

        assertThat(text()).isEqualTo("""
                {
                  "version": 1,
                  "servers": [
                    {
                      "server": "files",
                      "image": "example/files",
                      "image_id": "sha256:%s",
                      "repo_digest": "example/files@sha256:%s",
                      "program": "serve",
                      "arguments_sha256": "%s",
                      "environment": [
                        "A",
                        "B"
                      ],
                      "client_capabilities": "{}",
                      "protocol": "initialize",
                      "tools": [
                        {
                          "sha256": "%s",
                          "definition": {
                            "name": "read",
                            "description": "Reads\\na file.",
                            "inputSchema": {
                              "type": "object",
                              "properties": {
                                "path": {
                                  "type": "string"
                                }
                              }
                            }
                          }
                        }
                      ]
                    }
                  ]
                }
                """.formatted(
                        "a".repeat(64),
                        "d".repeat(64),
                        Sha256.of("[\"--quiet\"]"),
                        Samples.tool("read", "Reads\na file.").sha256()));
    }

    @Test
    void nothingInItIsInvisible() throws IOException {
        file.update(now -> now.with(odd()));

        assertThat(text()).contains("\\u202e", "\\u200b", "\\udb40\\udc41", "\\ud800", "\\u001b", "söme");
        assertThat(text().codePoints().filter(point -> point != '\n')).noneMatch(Character::isIdentifierIgnorable);
    }

    @Test
    void theOrderOfFirstUsesDoesNotMatter() throws IOException {
        ServerPin a = Samples.server("a", Samples.tool("x", "X."));
        ServerPin b = Samples.server("b", Samples.tool("x", "X."));
        file.update(now -> now.with(a).with(b));
        String first = text();
        Files.delete(file.path());

        file.update(now -> now.with(b));
        file.update(now -> now.with(a));

        assertThat(text()).isEqualTo(first);
    }

    @Test
    void argumentsAndValuesOfVariablesDoNotStandInIt() throws IOException {
        file.update(now -> now.with(new ServerPin(
                PinSubject.of("a", Optional.empty(), List.of("serve", "--token=geheim"), List.of("KEY"), "{}"),
                Samples.origin(),
                List.of())));

        assertThat(text()).contains("serve", "KEY").doesNotContain("geheim");
    }

    @Test
    void anUpdateThatChangesNothingWritesNothing() {
        file.update(now -> now);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void onlyTheFileIsLeftAndTheGuardInItsFolder() {
        file.update(now -> now.with(odd()));
        file.update(now -> now.with(Samples.server("files")));

        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("massgen.lock", ".massgen");
        assertThat(folder.resolve(".massgen").toFile().list()).containsExactly("massgen.lock.guard");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                       | is no lock file of MassGen
                    {"version":1,"servers":[]} x             | is no JSON
                    {"version":1,"version":1,"servers":[]}   | is no JSON
                    []                                       | is no lock file of MassGen
                    {"lockfileVersion":3,"packages":{}}      | is no lock file of MassGen
                    {"version":2,"servers":[]}               | was written by a newer MassGen: its version is 2
                    {"version":1,"servers":[{}]}             | lacks server in an entry
                    {"version":1,"servers":[7]}              | lacks server in an entry
                    """)
    void whatIsNoLockFileIsOneClearError(String text, String reason) throws IOException {
        Files.writeString(file.path(), text);

        PinException failure = catchThrowableOfType(PinException.class, file::read);

        assertThat(failure.code()).isEqualTo("pin.lock-unusable");
        assertThat(failure).hasMessageStartingWith("the lock file " + file.path() + " " + reason);
        assertThat(failure).hasMessageEndingWith("or delete it to trust all tools anew");
        assertThat(catchThrowableOfType(PinException.class, () -> file.update(now -> now.with(odd()))))
                .isNotNull();
        assertThat(Files.readString(file.path())).isEqualTo(text);
    }

    @Test
    void aDefinitionThatWasEditedByHandIsRefused() throws IOException {
        file.update(now -> now.with(Samples.server("files", Samples.tool("read", "Reads."))));
        Files.writeString(file.path(), text().replace("Reads.", "Reads all."));

        assertThat(catchThrowableOfType(PinException.class, file::read))
                .hasMessageContaining("says something else of the tool read of the server files than its hash");
    }

    @Test
    void aFolderInItsPlaceIsOneClearError() throws IOException {
        Files.createDirectory(file.path());

        assertThat(catchThrowableOfType(PinException.class, file::read).code()).isEqualTo("pin.lock-unusable");
    }

    @Test
    void anInterruptBreaksNothing() {
        Thread.currentThread().interrupt();
        try {
            file.update(now -> now.with(odd()));
            assertThat(file.read().pins()).hasSize(1);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
