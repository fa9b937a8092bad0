package dev.parkranger.options;

/**
 * Where the HTTP endpoint listens.
 *
 * @param host as the user spelled it out; loopback otherwise
 * @param port 0 for any that is free
 */
public record HttpAddress(String host, int port) {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int HIGHEST_PORT = 65_535;
    private static final String ALLOWED = "HOST:PORT or PORT, from 0 to 65535, such as 127.0.0.1:7070";

    static HttpAddress parse(String name, String text) {
        int colon = text.lastIndexOf(':');
        String host = colon <= 0 ? LOOPBACK : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw BadOption.value(name, text, ALLOWED + "; an IPv6 host in brackets");
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c <= ' ' || c == '/' || c == '@' || c == '?') {
                throw BadOption.value(name, text, ALLOWED);
            }
        }
        return new HttpAddress(host, port(name, text, text.substring(colon + 1)));
    }

    private static int port(String name, String text, String digits) {
        try {
            int port = Integer.parseInt(digits);
            if (port >= 0 && port <= HIGHEST_PORT && Character.isDigit(digits.charAt(0))) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below, like any other number that will not do.
        }
        throw BadOption.value(name, text, ALLOWED);
    }

    /** As a URL has it. */
    @Override
    public String toString() {
        return at(port);
    }

    /** With the port that was bound in place of 0. */
    public String at(int bound) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + bound;
    }
}
