package ai.massgen.core.plan;

import ai.massgen.api.config.Secret;
import ai.massgen.core.http.Dialer;
import ai.massgen.core.http.HttpTap;
import ai.massgen.core.http.HttpTarget;
import ai.massgen.core.mcp.HttpAccess;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a server that runs elsewhere is reached. Immutable.
 *
 * @param target where it is
 * @param bearer the token that it wants
 * @param headers headers that it wants
 * @param secretHeaders the same, whose values nobody may see
 * @param allowPrivate whether it may be on this machine or in its network
 */
public record RemotePlan(
        HttpTarget target,
        Optional<Secret> bearer,
        Map<String, String> headers,
        Map<String, Secret> secretHeaders,
        boolean allowPrivate) {
    /** Copies the maps, keeping their order. */
    public RemotePlan {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(bearer, "bearer");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        secretHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(secretHeaders));
    }

    /**
     * What the client needs to reach it.
     *
     * @param tap sees what goes over the connections
     * @return how it is reached
     */
    public HttpAccess access(HttpTap tap) {
        return new HttpAccess(Dialer.of(target, allowPrivate, tap), bearer, headers, secretHeaders);
    }

    /**
     * The names of the headers of the configuration.
     *
     * @return the names, without values
     */
    public List<String> headerNames() {
        List<String> names = new ArrayList<>(headers.keySet());
        names.addAll(secretHeaders.keySet());
        bearer.ifPresent(token -> names.add("Authorization"));
        return names;
    }
}
