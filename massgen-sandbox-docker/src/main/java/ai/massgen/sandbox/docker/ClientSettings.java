package ai.massgen.sandbox.docker;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.core.SSLConfig;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What docker-java wants to know. Its own configuration class reads environment, system properties and home folder. */
record ClientSettings(String apiVersion) implements DockerClientConfig {
    @Override
    public URI getDockerHost() {
        return URI.create("unix:///"); // the transport knows where the engine is
    }

    @Override
    public RemoteApiVersion getApiVersion() {
        return RemoteApiVersion.parseConfig(apiVersion);
    }

    @Override
    public @Nullable String getRegistryUsername() {
        return null;
    }

    @Override
    public @Nullable String getRegistryPassword() {
        return null;
    }

    @Override
    public @Nullable String getRegistryEmail() {
        return null;
    }

    @Override
    public @Nullable String getRegistryUrl() {
        return null;
    }

    @Override
    public @Nullable AuthConfig effectiveAuthConfig(String imageName) {
        return null;
    }

    @Override
    public AuthConfigurations getAuthConfigurations() {
        return new AuthConfigurations();
    }

    @Override
    @SuppressWarnings("deprecation") // the interface demands the deprecated type
    public @Nullable SSLConfig getSSLConfig() {
        return null;
    }
}
