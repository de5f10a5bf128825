package ai.massgen.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.Network;
import ai.massgen.core.plan.PackageRecipe.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tools that are packages: {@code npx} and {@code uvx}. */
class PackagePlanTest {
    private static final String PEM = "-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n";

    private static PackageRecipe recipe(ToolPlan plan) {
        return ((ToolImage.Built) plan.image().orElseThrow()).recipe();
    }

    @Test
    void aPackageIsAnImageThatIsBuiltOnTheBaseOfItsKind() {
        ToolPlan node = new Plans().tool("tools: {t: {npx: \"@scope/server@1.2.3\"}}\n");
        ToolPlan python = new Plans().tool("tools: {t: {uvx: mcp-server==2026.1, args: [--utc], pull: never}}\n");

        assertThat(recipe(node))
                .isEqualTo(new PackageRecipe(
                        Kind.NPX,
                        "@scope/server",
                        "1.2.3",
                        new ImageSource.Reference("node:24-slim", ImageSource.Pull.MISSING),
                        Optional.empty(),
                        Network.OPEN,
                        Duration.ofMinutes(10),
                        Optional.empty()));
        assertThat(node.command()).containsExactly("/opt/mcp/run");
        assertThat(recipe(python).base())
                .isEqualTo(new ImageSource.Reference("python:3.13-slim", ImageSource.Pull.NEVER));
        assertThat(python.command()).containsExactly("/opt/mcp/run", "--utc");
        assertThat(python.image().map(ToolImage::words)).contains("uvx mcp-server==2026.1");
    }

    @Test
    void aCommandTakesThePlaceOfThePackagesOwn() {
        assertThat(new Plans()
                        .tool("tools: {t: {npx: a@1.0.0, command: [/opt/mcp/bin/b, c]}}\n")
                        .command())
                .containsExactly("/opt/mcp/bin/b", "c");
    }

    @Test
    void basesCertificatesAndTimeAreConfigured() {
        String build = "sandbox: {build: {node_base: my/node:1, ca_file: ca.pem, network: none, timeout: 30s}}\n";
        PackageRecipe recipe = recipe(new Plans()
                .file("/srv/project/ca.pem", PEM)
                .tool("tools: {t: {npx: a@1.0.0, policy: {runtime: runsc}}}\n" + build));

        assertThat(recipe.base().reference()).isEqualTo("my/node:1");
        assertThat(recipe.authorities()).contains(PEM);
        assertThat(recipe.network()).isEqualTo(Network.NONE);
        assertThat(recipe.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(recipe.runtime()).contains("runsc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "npx: a",
                "npx: a@latest",
                "npx: a@1",
                "npx: a@^1.2.3",
                "npx: a@1.2.x",
                "npx: A@1.2.3",
                "npx: --help@1.2.3",
                "npx: ../a@1.2.3",
                "npx: \"a@1.2.3 b@1.2.3\"",
                "npx: \"a@npm:b@1.2.3\"",
                "npx: \"https://example.com/a.tgz\"",
                "npx: \"@scope@1.2.3\"",
                "uvx: a",
                "uvx: a>=1",
                "uvx: a==1.*",
                "uvx: a@1",
                "uvx: -r==1",
                "uvx: ./a==1",
                "uvx: \"a[all]==1\"",
                "uvx: \"a==1; os_name\"",
                "uvx: \"a @ https://example.com/a.whl\""
            })
    void onlyOnePackageWithAnExactVersionIsTaken(String key) {
        assertThat(new Plans().problems("tools: {t: {" + key + "}}\n"))
                .singleElement()
                .asString()
                .startsWith("c.yaml:5:")
                .contains("a package and its exact version, such as ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "npx: a@1.0.0, image: x | tools.t.image: stands beside npx, whose image is built; remove it",
                "npx: a@1.0.0, uvx: a==1 | tools.t.uvx: stands beside npx: a server is one package",
                "uvx: a==1, command: [x], args: [y] | tools.t.args: stands beside command",
                "uvx: a==1, commands: true | tools.t.commands: cannot be used with uvx",
                "image: x, args: [y] | tools.t.args: cannot be used: only a server with npx or uvx has it",
                "npx: a@1.0.0, sandbox: remote | tools.t.npx: cannot be used: remote builds no images",
                "url: \"https://example.com/mcp\", npx: a@1.0.0 | tools.t.npx: cannot be used: a server with url"
            })
    void whatDoesNotGoTogetherIsOneProblemWithAPlace(String keys, String problem) {
        assertThat(new Plans().problems("tools: {t: {" + keys + "}}\n"))
                .singleElement()
                .asString()
                .startsWith("c.yaml:5:")
                .contains(problem);
    }

    @Test
    void aFileOfCertificatesHoldsCertificatesAndNothingSecret() {
        String config = "tools: {t: {npx: a@1.0.0}}\nsandbox: {build: {ca_file: ca.pem}}\n";
        List<String> missing = new Plans().problems(config);
        List<String> other = new Plans().file("/srv/project/ca.pem", "hello").problems(config);
        List<String> secret = new Plans()
                .file("/srv/project/ca.pem", PEM + "-----BEGIN PRIVATE KEY-----\n")
                .problems(config);

        assertThat(missing)
                .singleElement()
                .asString()
                .contains("c.yaml:6:", "ca_file: names a file that does not exist");
        assertThat(other).singleElement().asString().contains("names a file without certificates");
        assertThat(secret).singleElement().asString().contains("names a file with a private key");
    }
}
