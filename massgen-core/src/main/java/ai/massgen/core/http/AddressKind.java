package ai.massgen.core.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** What lies behind an address, by the registries of special purpose addresses (RFC 6890). */
public enum AddressKind {
    /** A host of the internet. */
    PUBLIC,
    /** This machine, or one beside it: loopback, private, shared and unique local addresses. */
    PRIVATE,
    /** What no server of tools has: link-local, where clouds keep their metadata, multicast, reserved, documentation. */
    NEVER;

    private static final List<Block> BLOCKS = List.of(
            Block.of("10.0.0.0/8", PRIVATE),
            Block.of("100.64.0.0/10", PRIVATE),
            Block.of("127.0.0.0/8", PRIVATE),
            Block.of("172.16.0.0/12", PRIVATE),
            Block.of("192.168.0.0/16", PRIVATE),
            Block.of("0.0.0.0/8", NEVER),
            Block.of("169.254.0.0/16", NEVER),
            Block.of("192.0.0.0/24", NEVER),
            Block.of("192.0.2.0/24", NEVER),
            Block.of("192.88.99.0/24", NEVER),
            Block.of("198.18.0.0/15", NEVER),
            Block.of("198.51.100.0/24", NEVER),
            Block.of("203.0.113.0/24", NEVER),
            Block.of("224.0.0.0/3", NEVER),
            Block.of("::1/128", PRIVATE),
            Block.of("fc00::/7", PRIVATE),
            Block.of("2001::/23", NEVER),
            Block.of("2001:db8::/32", NEVER),
            Block.of("3fff::/20", NEVER));
    private static final Block GLOBAL_UNICAST = Block.of("2000::/3", PUBLIC);
    private static final Block NAT64 = Block.of("64:ff9b::/96", PUBLIC);
    private static final Block SIX_TO_FOUR = Block.of("2002::/16", PUBLIC);

    /**
     * Why a tool server must not be looked for there.
     *
     * @param allowPrivate whether private addresses are allowed
     * @return a clause that says it of the address and what to do; empty if it may be
     */
    public Optional<String> objection(boolean allowPrivate) {
        return switch (this) {
            case NEVER -> Optional.of("which no tool server may have");
            case PRIVATE ->
                allowPrivate
                        ? Optional.empty()
                        : Optional.of("a private address; if that is meant, set allow_private_addresses: true");
            case PUBLIC -> Optional.empty();
        };
    }

    /**
     * Tells what an address is. An IPv6 address that stands for an IPv4 address is what that one is.
     *
     * @param address the address
     * @return its kind
     */
    public static AddressKind of(InetAddress address) {
        byte[] bytes = address.getAddress();
        for (Block block : BLOCKS) {
            if (block.holds(bytes)) {
                return block.kind;
            }
        }
        if (address instanceof Inet4Address) {
            return PUBLIC;
        }
        if (NAT64.holds(bytes)) {
            return embedded(bytes, 12);
        }
        if (SIX_TO_FOUR.holds(bytes)) {
            return embedded(bytes, 2);
        }
        return GLOBAL_UNICAST.holds(bytes) ? PUBLIC : NEVER;
    }

    private static AddressKind embedded(byte[] bytes, int from) {
        try {
            return of(InetAddress.getByAddress(
                    new byte[] {bytes[from], bytes[from + 1], bytes[from + 2], bytes[from + 3]}));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** Addresses that begin alike. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Block(byte[] prefix, int bits, AddressKind kind) {
        static Block of(String text, AddressKind kind) {
            int slash = text.indexOf('/');
            return new Block(literal(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)), kind);
        }

        private static byte[] literal(String text) {
            try {
                return InetAddress.getByName(text).getAddress();
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(text + " is no address", e);
            }
        }

        boolean holds(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
