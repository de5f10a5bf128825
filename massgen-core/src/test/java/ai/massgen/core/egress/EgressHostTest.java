package ai.massgen.core.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressHostTest {
    @ParameterizedTest
    @ValueSource(strings = {"api.example.com:443", "host:1", "a-b.c_d.xn--bcher-kva.example:65535", "192.168.1.20:80"})
    void oneHostAndOnePort(String text) {
        assertThat(EgressHost.of(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api.example.com | has no port",
                "api.example.com: | has no port",
                "api.example.com:0 | has no port",
                "api.example.com:0443 | has no port",
                "api.example.com:65536 | has no port",
                "api.example.com:443:443 | has no port",
                "*.example.com:443 | wildcard",
                "https://api.example.com:443 | scheme",
                "api.example.com:443/x | scheme or a path",
                "user@api.example.com:443 | user",
                "API.example.com:443 | upper case",
                "api.example.com.:443 | dot",
                "b\u00fccher.example:443 | not ASCII",
                "[::1]:443 | IPv6",
                "::1:443 | has no port",
                "2130706433:80 | number",
                "127.1:80 | number",
                "0x7f000001:80 | number",
                "192.168.001.1:80 | number",
                "1.2.3.256:80 | number",
                "localhost:80 | container itself",
                "127.0.0.1:80 | container itself",
                "-a.example:80 | no host",
                "a..b:80 | no host",
                ":80 | no host"
            })
    void everyOtherWayToWriteItIsRefused(String text, String why) {
        assertThatThrownBy(() -> EgressHost.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aListTellsTheServerOfItsWayOutAndNoListTellsNothing() {
        EgressList list = new EgressList(List.of(EgressHost.of("a.test:80"), EgressHost.of("a.test:80")), false);
        assertThat(list).hasToString("a.test:80");
        assertThat(list.variables())
                .containsEntry("HTTPS_PROXY", "http://127.0.0.1:3128")
                .containsEntry("NODE_USE_ENV_PROXY", "1")
                .containsOnlyKeys(EgressList.VARIABLES);
        assertThat(EgressList.NONE.variables()).isEmpty();
        assertThat(list.find("a.test:80")).isPresent();
        assertThat(list.find("a.test:81")).isEmpty();
    }
}
