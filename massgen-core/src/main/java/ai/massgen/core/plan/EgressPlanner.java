package ai.massgen.core.plan;

import ai.massgen.api.sandbox.Network;
import ai.massgen.api.sandbox.SandboxCapability;
import ai.massgen.core.config.ConfigPath;
import ai.massgen.core.config.LoadedConfig;
import ai.massgen.core.config.PolicyConfig;
import ai.massgen.core.config.ToolConfig;
import ai.massgen.core.egress.EgressHost;
import ai.massgen.core.egress.EgressList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans what servers without network may reach. Not thread-safe. */
final class EgressPlanner {
    private static final ConfigPath DEFAULTS = ConfigPath.of("sandbox", "defaults");

    private final PolicyConfig defaults;
    private final Findings findings;

    EgressPlanner(LoadedConfig loaded, Findings findings) {
        this.defaults = loaded.config().sandbox().defaults();
        this.findings = findings;
    }

    EgressList plan(ToolConfig tool, ConfiguredSandbox<?> sandbox, ConfigPath path) {
        PolicyConfig own = tool.policy();
        boolean isOwn = own.egress().isPresent();
        ConfigPath where = (isOwn ? path.key("policy") : DEFAULTS).key("egress");
        if (own.network().filter(network -> network == Network.OPEN).isPresent() && !isOwn) {
            return EgressList.NONE; // it reaches everything
        }
        List<EgressHost> hosts = hosts(own.egress().or(defaults::egress).orElse(List.of()), where);
        boolean privately =
                own.allowPrivateAddresses().or(defaults::allowPrivateAddresses).orElse(false);
        if (hosts.isEmpty()) {
            if (own.allowPrivateAddresses().isPresent()) {
                findings.problem(
                        path.key("policy").key("allow_private_addresses"),
                        "means nothing without egress",
                        "remove it, or list hosts in egress");
            }
            return EgressList.NONE;
        }
        contradictions(tool, sandbox, path, where);
        return new EgressList(hosts, privately);
    }

    private List<EgressHost> hosts(List<String> written, ConfigPath where) {
        List<EgressHost> hosts = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            try {
                hosts.add(EgressHost.of(written.get(i)));
            } catch (IllegalArgumentException e) {
                findings.problem(where.index(i), String.valueOf(e.getMessage()));
            }
        }
        return hosts;
    }

    private void contradictions(ToolConfig tool, ConfiguredSandbox<?> sandbox, ConfigPath path, ConfigPath where) {
        Optional<Network> network = tool.policy().network().or(defaults::network);
        if (network.filter(each -> each == Network.OPEN).isPresent()) {
            findings.problem(
                    where, "means nothing with network: open, which reaches everything", "remove one of the two");
        }
        if (!sandbox.capabilities().contains(SandboxCapability.EXEC)) {
            findings.problem(
                    where, "cannot be used: " + sandbox.name() + " runs no further programs where a server runs");
        }
        EgressList.VARIABLES.stream().sorted().forEach(name -> {
            if (tool.env().containsKey(name)) {
                taken(path.key("env").key(name));
            }
            if (tool.secrets().containsKey(name)) {
                taken(path.key("secrets").key(name));
            }
        });
    }

    private void taken(ConfigPath variable) {
        findings.problem(variable, "is set for policy.egress", "remove it");
    }
}
