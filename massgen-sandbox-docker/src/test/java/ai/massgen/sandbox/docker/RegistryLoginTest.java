package ai.massgen.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins for registries, where the docker program keeps them. */
@Timeout(60)
class RegistryLoginTest {
    private static final String SECRET = "s3cret";

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    private Optional<String> login(String repository) throws InterruptedException {
        return new RegistryLogin(
                        new DockerFolder(folder), folder.resolve("helper-").toString(), warnings::add)
                .header(repository)
                .map(header -> new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8));
    }

    private void settings(String json) throws IOException {
        Files.writeString(folder.resolve("config.json"), json);
    }

    private static String auth(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "busybox, https://index.docker.io/v1/",
        "library/busybox, https://index.docker.io/v1/",
        "docker.io/library/busybox, https://index.docker.io/v1/",
        "ghcr.io/some/image, ghcr.io",
        "localhost/image, localhost",
        "host:5000/image, host:5000"
    })
    void aRegistryIsNamedAsTheDockerProgramNamesIt(String repository, String registry) {
        assertThat(RegistryLogin.registry(repository)).isEqualTo(registry);
    }

    @Test
    void userAndPasswordComeFromTheSettings() throws Exception {
        settings("{\"auths\":{\"ghcr.io\":{\"auth\":\"" + auth("ada:s3:cret") + "\"},\"https://old.example\":"
                + "{\"identitytoken\":\"token\"}}}");
        assertThat(login("ghcr.io/some/image"))
                .contains("{\"username\":\"ada\",\"password\":\"s3:cret\",\"serveraddress\":\"ghcr.io\"}");
        assertThat(login("old.example/image"))
                .contains("{\"identitytoken\":\"token\",\"serveraddress\":\"old.example\"}");
        assertThat(login("busybox")).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void withoutSettingsThereIsNoLogin() throws Exception {
        assertThat(login("ghcr.io/some/image")).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void whatCannotBeReadIsWarnedOfWithoutQuotingIt() throws Exception {
        settings("{\"auths\":{\"ghcr.io\":{\"auth\":\"" + SECRET + "!\"}}}");
        assertThat(login("ghcr.io/some/image")).isEmpty();
        settings("{\"auths\": " + SECRET);
        assertThat(login("ghcr.io/some/image")).isEmpty();
        assertThat(warnings).hasSize(2).allMatch(warning -> warning.startsWith("no login for the registry ghcr.io: "));
        assertThat(warnings.toString()).doesNotContain(SECRET);
    }

    private void helper(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve("helper-" + name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void aHelperIsAskedForTheRegistry() throws Exception {
        helper(
                "own",
                "read -r registry; [ \"$1 $registry\" = 'get ghcr.io' ] || exit 1\n"
                        + "echo '{\"ServerURL\":\"x\",\"Username\":\"ada\",\"Secret\":\"s3cret\"}'");
        helper("store", "echo '{\"Username\":\"<token>\",\"Secret\":\"token\"}'");
        settings("{\"credsStore\":\"store\",\"credHelpers\":{\"ghcr.io\":\"own\"}}");
        assertThat(login("ghcr.io/some/image"))
                .contains("{\"username\":\"ada\",\"password\":\"s3cret\",\"serveraddress\":\"ghcr.io\"}");
        assertThat(login("quay.io/some/image")).contains("{\"identitytoken\":\"token\",\"serveraddress\":\"quay.io\"}");
    }

    @Test
    void aHelperThatKnowsNothingIsNoFaultAndOneThatTalksNonsenseIs() throws Exception {
        helper("empty", "echo 'credentials not found in native keychain'; exit 1");
        helper("mad", "echo " + SECRET);
        settings("{\"credHelpers\":{\"a.example\":\"empty\",\"b.example\":\"mad\",\"c.example\":\"none\","
                + "\"d.example\":\"../helper-mad\"}}");
        assertThat(login("a.example/image")).isEmpty();
        assertThat(warnings).isEmpty();
        for (String registry : List.of("b.example", "c.example", "d.example")) {
            assertThat(login(registry + "/image")).isEmpty();
            assertThat(warnings).last().asString().contains(registry).doesNotContain(SECRET);
        }
        assertThat(warnings).hasSize(3);
    }
}
