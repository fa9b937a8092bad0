package dev.parkranger.weaving;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** What one class of requests can be asked; absent getters, of an API before 3.0 for instance, are null. */
record ServletApi(
        @Nullable MethodHandle asyncStarted,
        @Nullable MethodHandle asyncContext,
        @Nullable MethodHandle dispatcherType,
        @Nullable MethodHandle wrapped) {

    static ServletApi of(Class<?> type) {
        Class<?> request = ServletRequests.implemented(type, "ServletRequest");
        if (request == null) {
            return new ServletApi(null, null, null, null);
        }
        return new ServletApi(
                getter(request, "isAsyncStarted", boolean.class),
                getter(request, "getAsyncContext", Object.class),
                getter(request, "getDispatcherType", Object.class),
                wrapped(type, request));
    }

    private static @Nullable MethodHandle wrapped(Class<?> type, Class<?> request) {
        String wrapper = request.getName() + "Wrapper";
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            if (at.getName().equals(wrapper)) {
                return getter(at, "getRequest", Object.class);
            }
        }
        return null;
    }

    private static @Nullable MethodHandle getter(Class<?> type, String name, Class<?> as) {
        try {
            return MethodHandles.publicLookup()
                    .unreflect(type.getMethod(name))
                    .asType(MethodType.methodType(as, Object.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    boolean isAsyncStarted(Object request) throws Throwable {
        return asyncStarted != null && (boolean) asyncStarted.invokeExact(request);
    }

    @Nullable
    Object asyncContext(Object request) throws Throwable {
        return asyncContext == null ? null : (Object) asyncContext.invokeExact(request);
    }

    boolean isAsyncDispatch(Object request) throws Throwable {
        if (dispatcherType == null) {
            return false;
        }
        Object type = (Object) dispatcherType.invokeExact(request);
        return type instanceof Enum<?> value && value.name().equals("ASYNC");
    }

    @Nullable
    Object unwrapped(Object request) throws Throwable {
        return wrapped == null ? null : (Object) wrapped.invokeExact(request);
    }
}
