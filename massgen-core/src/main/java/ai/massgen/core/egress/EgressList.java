package ai.massgen.core.egress;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one server may reach. Immutable.
 *
 * @param hosts the destinations; none means that there is no way out
 * @param allowPrivate whether they may be on this machine or in its network
 */
public record EgressList(List<EgressHost> hosts, boolean allowPrivate) {
    /** No way out. */
    public static final EgressList NONE = new EgressList(List.of(), false);

    /** Where the way out begins, in the container. */
    static final int PORT = 3128;

    private static final String PROXY = "http://127.0.0.1:" + PORT;

    /** Copies the list, without what is there twice. */
    public EgressList {
        hosts = List.copyOf(new LinkedHashSet<>(hosts));
    }

    /**
     * Whether there is no way out.
     *
     * @return true if no host is listed
     */
    public boolean isEmpty() {
        return hosts.isEmpty();
    }

    /** The listed destination that is written exactly like this. */
    Optional<EgressHost> find(String authority) {
        return hosts.stream().filter(host -> host.toString().equals(authority)).findFirst();
    }

    /**
     * The variables that tell a server of its way out.
     *
     * @return variables by name; none if there is no way out
     */
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        if (!isEmpty()) {
            for (String name : List.of("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")) {
                variables.put(name, PROXY);
            }
            variables.put("NO_PROXY", "localhost,127.0.0.1,::1");
            variables.put("no_proxy", "localhost,127.0.0.1,::1");
            variables.put("NODE_USE_ENV_PROXY", "1");
        }
        return variables;
    }

    /** The names of those variables. */
    public static final Set<String> VARIABLES = Set.copyOf(new EgressList(List.of(new EgressHost("host", 1)), false)
            .variables()
            .keySet());

    @Override
    public String toString() {
        return String.join(", ", hosts.stream().map(EgressHost::toString).toList());
    }
}
