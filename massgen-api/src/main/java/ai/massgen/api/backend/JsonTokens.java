package ai.massgen.api.backend;

import java.math.BigDecimal;

/**
 * One spelling for JSON values that differ only in spelling: white space between tokens, escapes in strings, the notation
 * of numbers. A recording stores arguments parsed and printed again, so a replayed conversation spells them differently.
 * The order of keys stays. What is not JSON comes out somehow, but always the same.
 */
final class JsonTokens {
    private final String json;
    private final StringBuilder out;
    private int at;

    private JsonTokens(String json) {
        this.json = json;
        this.out = new StringBuilder(json.length());
    }

    static String canonical(String json) {
        JsonTokens tokens = new JsonTokens(json);
        while (tokens.at < json.length()) {
            tokens.next();
        }
        return tokens.out.toString();
    }

    private void next() {
        char c = json.charAt(at);
        if (c == '"') {
            string();
        } else if (c == '-' || (c >= '0' && c <= '9')) {
            number();
        } else {
            if (" \t\r\n".indexOf(c) < 0) {
                out.append(c);
            }
            at++;
        }
    }

    private void string() {
        out.append('"');
        at++;
        while (at < json.length() && json.charAt(at) != '"') {
            char c = character();
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        out.append('"');
        at++;
    }

    private char character() {
        char c = json.charAt(at++);
        if (c != '\\' || at == json.length()) {
            return c;
        }
        char escaped = json.charAt(at++);
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> escaped;
        };
    }

    private char hexadecimal() {
        int end = Math.min(at + 4, json.length());
        int value = 0;
        for (; at < end; at++) {
            value = value * 16 + Math.max(0, Character.digit(json.charAt(at), 16));
        }
        return (char) value;
    }

    private void number() {
        int start = at;
        while (at < json.length() && "+-.eE0123456789".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
        String text = json.substring(start, at);
        try {
            out.append(new BigDecimal(text));
        } catch (NumberFormatException e) {
            out.append(text);
        }
    }
}
