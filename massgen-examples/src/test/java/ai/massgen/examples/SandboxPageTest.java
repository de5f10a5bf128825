package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.config.ByteSize;
import ai.massgen.api.sandbox.AddedCapability;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.Network;
import ai.massgen.api.sandbox.ResourceLimits;
import ai.massgen.api.sandbox.RunAs;
import ai.massgen.core.config.PolicyConfig;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of {@code docs/sandbox.md} says what the locked policy is. */
class SandboxPageTest {
    private static final Pattern KEY = Pattern.compile("`policy\\.([a-z_]+)");

    private final List<String> rows = Checkout.text("docs/sandbox.md")
            .lines()
            .filter(line -> line.startsWith("| "))
            .toList();

    private String row(String control) {
        return rows.stream()
                .filter(row -> row.startsWith("| " + control))
                .findFirst()
                .orElseThrow();
    }

    private static String mebibytes(ByteSize size) {
        return size.bytes() / (1 << 20) + " MiB";
    }

    @Test
    void theDefaultsAreThoseOfTheLockedPolicy() {
        IsolationPolicy locked = IsolationPolicy.LOCKED;
        ResourceLimits limits = locked.limits();
        RunAs.Ids user = (RunAs.Ids) locked.user();

        assertThat(locked.network()).isEqualTo(Network.NONE);
        assertThat(row("network")).contains("| none: ");
        assertThat(row("user")).contains("| " + user.uid() + ":" + user.gid() + ", ");
        assertThat(locked.addedCapabilities()).isEmpty();
        assertThat(row("capabilities")).contains("| all dropped |");
        assertThat(locked.readOnlyRoot()).isTrue();
        assertThat(row("root file system")).contains("| read-only |");
        assertThat(row("`/tmp`")).contains(mebibytes(locked.tmpSize()) + ", " + locked.tmpInodes() + " files");
        assertThat(row("memory")).contains("| " + mebibytes(limits.memory()) + " |");
        assertThat(row("processor, processes, open files"))
                .contains("| " + limits.cpus() + ", " + limits.pids() + ", " + limits.openFiles() + " |");
        assertThat(locked.privateIpc()).isFalse();
        assertThat(row("shared memory")).contains("| none |");
        assertThat(locked.runtime()).isEmpty();
        assertThat(row("OCI runtime")).contains("| the engine's default |");
    }

    @Test
    void theCapabilitiesThatCanBeGivenBackAreAllNamed() {
        String all = Arrays.stream(AddedCapability.values())
                .map(each -> "`" + each.name().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
                .sorted()
                .collect(Collectors.joining(", "));

        assertThat(row("capabilities")).endsWith("| `policy.add_capabilities`: " + all + " |");
    }

    @Test
    void everyKeyOfAPolicyStandsInTheTable() {
        List<String> keys = Arrays.stream(PolicyConfig.class.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .toList();

        assertThat(KEY.matcher(String.join("\n", rows)).results().map((MatchResult key) -> key.group(1)))
                .containsExactlyInAnyOrderElementsOf(keys);
    }
}
