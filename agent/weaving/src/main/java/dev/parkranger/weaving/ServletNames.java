package dev.parkranger.weaving;

import dev.parkranger.record.RequestNames;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Names requests {@code GET /orders} by the servlet's mapping and path, without ids or query: a part of the path that
 * does not look like a word is written {@code {…}}. Names are interned and capped; past the cap a request is named by
 * its method alone.
 *
 * <p>Asks the request itself, which is the application's code; what that throws costs only the name.
 */
final class ServletNames implements RequestNames {

    private static final int MAX_NAMES = 1_000;
    private static final int MAX_PARTS = 4;
    private static final int MAX_WORD = 32;

    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final ClassValue<Accessors> accessors = new ClassValue<>() {
        @Override
        protected Accessors computeValue(Class<?> type) {
            return Accessors.of(type);
        }
    };

    @Override
    public String nameOf(Object servlet, Object request) {
        try {
            Accessors of = accessors.get(request.getClass());
            String method = of.method(request);
            String path = of.path(request);
            if (method == null || path == null) {
                return servlet.getClass().getSimpleName();
            }
            // The raw path may hold an id, so only those that are names already are kept as keys.
            String known = names.get(path);
            String name = known == null ? intern(normalise(path)) : known;
            return known(method) + " " + name;
        } catch (Throwable e) {
            return servlet.getClass().getSimpleName();
        }
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

    /** The getters of one class of requests; absent ones are null. */
    private record Accessors(
            @Nullable MethodHandle method,
            @Nullable MethodHandle servletPath,
            @Nullable MethodHandle pathInfo) {

        static Accessors of(Class<?> type) {
            Class<?> http = findHttpRequest(type);
            return http == null
                    ? new Accessors(null, null, null)
                    : new Accessors(
                            getter(http, "getMethod"), getter(http, "getServletPath"), getter(http, "getPathInfo"));
        }

        private static @Nullable Class<?> findHttpRequest(Class<?> type) {
            for (Class<?> at = type; at != null; at = at.getSuperclass()) {
                for (Class<?> implemented : at.getInterfaces()) {
                    if (implemented.getName().endsWith(".servlet.http.HttpServletRequest")) {
                        return implemented;
                    }
                    Class<?> found = findHttpRequest(implemented);
                    if (found != null) {
                        return found;
                    }
                }
            }
            return null;
        }

        private static @Nullable MethodHandle getter(Class<?> type, String name) {
            try {
                return MethodHandles.publicLookup()
                        .findVirtual(type, name, MethodType.methodType(String.class))
                        .asType(MethodType.methodType(Object.class, Object.class));
            } catch (ReflectiveOperationException e) {
                return null;
            }
        }

        @Nullable
        String method(Object request) throws Throwable {
            return read(method, request);
        }

        /** Both parts: for a servlet mapped to {@code /*} the first is empty, for one mapped to {@code /} the second. */
        @Nullable
        String path(Object request) throws Throwable {
            String first = read(servletPath, request);
            String second = read(pathInfo, request);
            if (first == null) {
                return second;
            }
            return second == null ? first : first + second;
        }

        private static @Nullable String read(@Nullable MethodHandle getter, Object request) throws Throwable {
            return getter == null ? null : (String) (Object) getter.invokeExact(request);
        }
    }
}
