package dev.parkranger.weaving;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Reads fields of the JDK's own classes, as far as this JDK has them. */
final class JdkFields {

    private static final MethodType PLAIN = MethodType.methodType(Object.class, Object.class);

    private JdkFields() {}

    /**
     * A getter that takes and returns any object.
     *
     * @param fieldType by its name, {@code int} among them
     * @return null where there is no such field, or it is not open to us
     */
    static @Nullable MethodHandle getter(String type, String field, String fieldType) {
        try {
            // Not initialised: to look at the virtual threads' class must not start their scheduler.
            Class<?> owner = Class.forName(type, false, null);
            Class<?> value = fieldType.equals("int") ? int.class : Class.forName(fieldType, false, null);
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                    .findGetter(owner, field, value)
                    .asType(PLAIN);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /** Returns the field's value, or null where the field is not there or empty. */
    static @Nullable Object read(@Nullable MethodHandle field, @Nullable Object owner) throws Throwable {
        return field == null || owner == null ? null : field.invokeExact(owner);
    }
}
