package dev.parkranger.weaving;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Names servlets' requests by method, mapping and path, without the query. Asks the request itself, which is the
 * application's code; what that throws costs only the name.
 */
final class ServletNames {

    private final PathNames names;
    private final ClassValue<Accessors> accessors = new ClassValue<>() {
        @Override
        protected Accessors computeValue(Class<?> type) {
            return Accessors.of(type);
        }
    };

    ServletNames(PathNames names) {
        this.names = names;
    }

    String nameOf(Object servlet, Object request) {
        try {
            Accessors of = accessors.get(request.getClass());
            String method = of.method(request);
            String path = of.path(request);
            if (method == null || path == null) {
                return servlet.getClass().getSimpleName();
            }
            return names.nameOf(method, path);
        } catch (Throwable e) {
            return servlet.getClass().getSimpleName();
        }
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
