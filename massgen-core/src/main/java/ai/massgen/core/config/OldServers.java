package ai.massgen.core.config;

import ai.massgen.core.config.Node.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The MCP servers of all agents in the old form: each agent had its own, now they have names of their own. */
final class OldServers {
    private static final List<String> SECRET = List.of("key", "token", "secret", "password");

    private final OldNotes notes;
    private final Map<String, Map<String, @Nullable Object>> tools = new LinkedHashMap<>();

    OldServers(OldNotes notes) {
        this.notes = notes;
    }

    /** All servers in the new form, by name. */
    Map<String, Map<String, @Nullable Object>> tools() {
        return tools;
    }

    /** Takes in the servers of an agent; the names under which it finds them now. */
    List<String> add(Spot servers) {
        List<String> names = new ArrayList<>();
        notes.moved(servers, "the servers under tools, and their names under agents[].tools");
        if (servers.node() instanceof Node.Entries entries) {
            entries.entries().forEach((name, entry) -> add(name, servers.under(name, entry), names));
        } else {
            OldNode.items(servers).forEach(spot -> add(name(spot), spot, names));
        }
        return names;
    }

    private static String name(Spot server) {
        if (server.node() instanceof Node.Entries entries) {
            Entry entry = entries.entries().get("name");
            if (entry != null && entry.value() instanceof Node.Scalar scalar) {
                return scalar.text();
            }
        }
        return "server";
    }

    private void add(String oldName, Spot spot, List<String> names) {
        OldNode server = new OldNode(spot);
        String type = server.peek("type").map(OldNode::text).orElse("stdio");
        boolean remote = type.equals("streamable-http") || type.equals("streamable_http");
        if (!remote && !type.equals("stdio")) {
            notes.lost(
                    spot,
                    "is reached by " + Quote.of(type) + ", which is not converted",
                    "give the address where it speaks streamable HTTP as url, or run it as a command or an image");
            return;
        }
        Map<String, @Nullable Object> tool = remote ? remote(server) : stdio(server, spot);
        common(server, tool);
        String name = free(OldNames.of(oldName, "server"), tool);
        tools.put(name, tool);
        names.add(name);
    }

    /** A name that is free, or stands for the very same server. */
    private String free(String wanted, Map<String, @Nullable Object> tool) {
        return OldNames.free(wanted, name -> tools.containsKey(name) && !tool.equals(tools.get(name)));
    }

    private Map<String, @Nullable Object> remote(OldNode server) {
        Map<String, @Nullable Object> tool = new LinkedHashMap<>();
        server.take("url", url -> {
            tool.put("url", OldNode.text(url));
            if (OldNode.text(url).startsWith("http://")) {
                notes.lost(
                        url,
                        "leads to this machine or its network, which is allowed now only where it is said"
                                + " (allow_private_addresses: true)",
                        "");
                tool.put("allow_private_addresses", true);
            }
        });
        server.take("headers", headers -> headers(headers, tool));
        return tool;
    }

    private void headers(Spot headers, Map<String, @Nullable Object> tool) {
        Map<String, @Nullable Object> secrets = new LinkedHashMap<>();
        if (headers.node() instanceof Node.Entries entries) {
            entries.entries().forEach((name, entry) -> {
                Spot value = headers.under(name, entry);
                String text = OldNode.text(value);
                String token = text.replaceFirst("^Bearer ", "");
                if (name.equalsIgnoreCase("authorization")
                        && Environment.reference(token).isPresent()) {
                    tool.put("bearer", token);
                } else if (Environment.reference(text).isPresent()) {
                    secrets.put(name, text);
                } else {
                    notes.lost(
                            value,
                            "is not converted, because it may be a secret in clear",
                            "see docs/remote-servers.md");
                }
            });
        }
        put(tool, "secret_headers", secrets);
    }

    private Map<String, @Nullable Object> stdio(OldNode server, Spot spot) {
        Map<String, @Nullable Object> tool = new LinkedHashMap<>();
        List<@Nullable Object> command = new ArrayList<>();
        server.take("command", each -> command.add(OldNode.value(each.node())));
        server.take("args", args -> OldNode.items(args).forEach(each -> command.add(OldNode.value(each.node()))));
        tool.put("sandbox", "host");
        tool.put("command", command);
        server.take("env", env -> environment(env, tool));
        notes.lost(
                spot,
                "ran on this machine without isolation, and still does (sandbox: host, needs --allow-unsandboxed)",
                "replace sandbox and command by image: the image of the server, to lock it in");
        return tool;
    }

    /** What servers of all kinds have. */
    private void common(OldNode server, Map<String, @Nullable Object> tool) {
        server.take("name", ignored -> {});
        server.take("type", ignored -> {});
        server.take("timeout", each -> {
            notes.moved(each, "timeouts.call, such as 30s");
            tool.put("timeouts", Map.of("call", OldNode.text(each) + "s"));
        });
        server.take("allowed_tools", each -> {
            notes.moved(each, "allow");
            tool.put("allow", bare(each));
        });
        server.take(
                "exclude_tools", each -> notes.lost(each, "is not converted", "list the tools to keep under allow"));
        server.take(
                "security",
                each -> notes.lost(each, "is not converted", "docs/sandbox.md says what a container may do"));
        server.rest().forEach(each -> notes.lost(each, "is no key that is converted", "see docs/configuration.md"));
    }

    private void environment(Spot env, Map<String, @Nullable Object> tool) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        Map<String, @Nullable Object> secrets = new LinkedHashMap<>();
        if (env.node() instanceof Node.Entries entries) {
            entries.entries().forEach((name, entry) -> {
                Spot value = env.under(name, entry);
                boolean secret = SECRET.stream()
                        .anyMatch(word -> name.toLowerCase(Locale.ROOT).contains(word));
                if (!secret) {
                    plain.put(name, OldNode.text(value));
                } else if (Environment.reference(OldNode.text(value)).isPresent()) {
                    secrets.put(name, OldNode.text(value));
                } else {
                    notes.lost(value, "seems to hold a secret in clear, which is not converted", "write ${NAME}");
                }
            });
        }
        put(tool, "env", plain);
        put(tool, "secrets", secrets);
    }

    private static void put(Map<String, @Nullable Object> tool, String key, Map<String, @Nullable Object> value) {
        if (!value.isEmpty()) {
            tool.put(key, value);
        }
    }

    /** The old form's documents wrote the names with a prefix, its code compared without: here they have none. */
    private static List<String> bare(Spot names) {
        return OldNode.items(names).stream()
                .map(OldNode::text)
                .map(name -> name.replaceFirst("^mcp__.*?__", ""))
                .toList();
    }
}
