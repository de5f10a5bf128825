package ai.massgen.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.toolkit.container.EngineAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which engine is meant: the order of the docker program, with our own settings first. */
class EngineChoiceTest {
    @TempDir
    Path folder;

    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void settingsOfTheDockerProgram() throws Exception {
        context("work", "{\"Host\":\"unix:///work.sock\"}");
        context("home", "{\"Host\":\"ssh://ada@home:2222\"}");
        variables.put("DOCKER_CONFIG", folder.toString());
    }

    private void context(String name, String endpoint) throws Exception {
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
        Path meta = Files.createDirectories(folder.resolve("contexts/meta").resolve(hash));
        Files.writeString(
                meta.resolve("meta.json"),
                "{\"Name\":\"" + name + "\",\"Metadata\":{},\"Endpoints\":{\"docker\":" + endpoint + "}}");
    }

    private static DockerConfig config(String host, String context, String... ssh) {
        DockerConfig all = DockerConfig.DEFAULT;
        return new DockerConfig(
                Optional.of(host).filter(text -> !text.isEmpty()),
                Optional.empty(),
                all.requestTimeout(),
                all.startTimeout(),
                Duration.ofMinutes(1),
                Optional.of(context).filter(text -> !text.isEmpty()),
                Optional.empty(),
                List.of(ssh));
    }

    private EngineAddress choose(DockerConfig config) {
        TestContext context = new TestContext(folder, variables, new CopyOnWriteArrayList<>());
        return new EngineChoice(config, context, DockerFolder.of(context)).address();
    }

    private void isChosen(DockerConfig config, String address) {
        assertThat(choose(config).endpoint()).hasToString(address);
    }

    @Test
    void whatIsNearerCounts() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"currentContext\":\"work\"}");
        isChosen(config("", ""), "unix:///work.sock");
        variables.put("DOCKER_CONTEXT", "home");
        isChosen(config("", ""), "ssh://ada@home:2222");
        variables.put("DOCKER_HOST", "unix:///variable");
        isChosen(config("", ""), "unix:///variable");
        variables.put("MASSGEN_DOCKER_HOST", "unix:///ours");
        isChosen(config("", ""), "unix:///ours");
        isChosen(config("", "work"), "unix:///work.sock");
        isChosen(config("unix:///set", ""), "unix:///set");
        assertThat(choose(config("", "work")).tried())
                .containsExactly("unix:///work.sock (context 'work', sandbox.docker.context)");
    }

    @Test
    void theDefaultContextIsTheUsualSockets() {
        variables.put("DOCKER_CONTEXT", "default");
        isChosen(config("", ""), "unix:///var/run/docker.sock");
    }

    @Test
    void settingsThatCannotBeReadAreNotInTheWayOfTheUsualSockets() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{");
        isChosen(config("", ""), "unix:///var/run/docker.sock");
    }

    @Test
    void aContextThatIsNotThereOrVerifiesNothingIsRefused() throws Exception {
        context("blind", "{\"Host\":\"tcp://x:2376\",\"SkipTLSVerify\":true}");
        context("empty", "{}");
        refused(config("", "none"), "sandbox.docker.context: there is no docker context 'none'");
        refused(config("", "blind"), "SkipTLSVerify");
        refused(config("", "empty"), "names no engine");
        assertThatThrownBy(() -> config("unix:///x", "work")).hasMessageContaining("both name an engine");
    }

    private void refused(DockerConfig config, String words) {
        assertThatThrownBy(() -> choose(config))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://-oProxyCommand=evil",
                "ssh://-l@host",
                "ssh://ada:password@host",
                "ssh://host/path",
                "ssh://host?x",
                "ssh://",
                "tcp://",
                "tcp://host:2376/path",
                "unix://relative",
                "npipe:////./pipe/docker_engine"
            })
    void whatIsNoAddressIsRefused(String address) {
        refused(config(address, ""), "sandbox.docker.host: engine address '" + address + "' is not supported");
    }

    @ParameterizedTest
    @CsvSource({
        "ssh://host, ssh -o BatchMode=yes -o ConnectTimeout=30 -T -- host docker system dial-stdio",
        "ssh://ada@host:22, ssh -o BatchMode=yes -o ConnectTimeout=30 -T -l ada -p 22 -- host docker system dial-stdio"
    })
    void sshGetsTheHostAsAWordOfItsOwn(String address, String command) {
        assertThat(choose(config(address, "")).advice()).contains(command);
        assertThat(choose(config(address, "", "ssh", "-F", "mine")).advice()).contains("ssh -F mine -o BatchMode=yes");
    }

    @Test
    void anEngineByTcpNeedsCertificates() {
        refused(config("tcp://host", ""), folder.resolve("ca.pem") + " cannot be read");
    }
}
