package ai.massgen.core.egress;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A destination that a server may reach: one host, one port. There is one way to write it, and it is compared as it is
 * written: no wildcards, no upper case, no other notation of an address. Immutable.
 *
 * @param host a name in lower case, or an IPv4 address with four decimal numbers
 * @param port the port, from 1 to 65535
 */
public record EgressHost(String host, int port) {
    private static final Pattern AUTHORITY = Pattern.compile("([^:]*):([1-9][0-9]{0,4})");
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?" + "(?:\\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*");
    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
    /** What resolvers take for a number: 127.1, 2130706433, 0x7f000001. */
    private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");
    /** What means the container itself there, and never comes this way. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "0.0.0.0");

    /**
     * Reads a destination.
     *
     * @param text {@code host:port}
     * @return the destination
     * @throws IllegalArgumentException if it is written in any other way; the message says how to write it, and continues
     *     the name of what was read
     */
    public static EgressHost of(String text) {
        require(!text.contains("*"), "holds a wildcard; name each host");
        require(!text.contains("/"), "is an address with a scheme or a path; write host:port only");
        require(!text.contains("@"), "holds a user; write host:port only");
        require(!text.startsWith("["), "is an IPv6 address; give the host's name");
        require(text.chars().allMatch(c -> c > ' ' && c <= '~'), "is not ASCII; write the name as it is in DNS, xn--…");
        require(text.equals(text.toLowerCase(Locale.ROOT)), "has upper case letters; write it in lower case");
        Matcher parts = AUTHORITY.matcher(text);
        require(
                parts.matches() && Integer.parseInt(parts.group(2)) <= 65_535,
                "has no port; write host:port, as in api.example.com:443");
        String host = parts.group(1);
        require(!host.endsWith("."), "ends its name with a dot; leave that out");
        boolean address = IPV4.matcher(host).matches();
        require(address || !NUMBER.matcher(host).matches(), "is a number; write an address as four decimal numbers");
        require(address || NAME.matcher(host).matches(), "is no host; write host:port, as in api.example.com:443");
        require(!LOOPBACK.contains(host), "is the container itself, for who is in it; name the host in another way");
        return new EgressHost(host, Integer.parseInt(parts.group(2)));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Whether the host is an address. */
    boolean isAddress() {
        return IPV4.matcher(host).matches();
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
