package dev.parkranger.weaving;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Names requests {@code GET /orders} by method and path, without ids: a part of the path that does not look like a word
 * is written {@code {…}}. Names are interned and capped; past the cap a request is named by its method alone.
 */
final class PathNames {

    private static final int MAX_NAMES = 1_000;
    private static final int MAX_PARTS = 4;
    private static final int MAX_WORD = 32;

    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    String nameOf(String method, String path) {
        // The raw path may hold an id, so only those that are names already are kept as keys.
        String known = names.get(path);
        String name = known == null ? intern(normalise(path)) : known;
        return known(method) + " " + name;
    }

    /** The client chooses the method: any word would make names without end. */
    private static String known(String method) {
        return switch (method) {
            case "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT" -> method;
            default -> "OTHER";
        };
    }

    private String intern(String path) {
        String known = names.get(path);
        if (known != null) {
            return known;
        }
        if (count.get() >= MAX_NAMES) {
            return "/…";
        }
        count.incrementAndGet();
        names.put(path, path);
        return path;
    }

    /** {@code /orders/4711/items} becomes {@code /orders/{…}/items}. */
    static String normalise(String path) {
        StringBuilder name = new StringBuilder(path.length());
        int parts = 0;
        int at = 0;
        while (at < path.length()) {
            int end = path.indexOf('/', at);
            end = end < 0 ? path.length() : end;
            if (end > at) {
                if (parts++ == MAX_PARTS) {
                    return name.append("/…").toString();
                }
                name.append('/').append(isWord(path, at, end) ? path.substring(at, end) : "{…}");
            }
            at = end + 1;
        }
        return name.length() == 0 ? "/" : name.toString();
    }

    private static boolean isWord(String path, int from, int to) {
        if (to - from > MAX_WORD) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = path.charAt(i);
            // v1, oauth2 are words; a part with more digits than that is somebody's number.
            boolean digit = c >= '0' && c <= '9';
            boolean letter =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.' || c == '*';
            if (!letter && !(digit && i > from && i == to - 1)) {
                return false;
            }
        }
        return true;
    }
}
