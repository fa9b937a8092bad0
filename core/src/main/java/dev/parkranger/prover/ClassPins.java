package dev.parkranger.prover;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each class keeps in its mirror: values of ClassValue, and the data of hidden classes. Dumps omit it, so it is put
 * where a dump shows it, for as long as one is taken. The analysis finds this class and its field by their names.
 */
final class ClassPins {

    /** Class, what it keeps, class, what it keeps, and so on; null but for the moment of a dump. */
    @SuppressWarnings("UnusedVariable") // read in the dump
    private static volatile Object @Nullable [] pinned;

    private ClassPins() {}

    static void pin(Class<?>[] classes) throws CannotProve {
        List<Object> pins = new ArrayList<>();
        for (Class<?> type : classes) {
            add(type, Mirror.valuesOf(type), pins);
            add(type, Mirror.dataOf(type), pins);
        }
        pinned = pins.toArray();
    }

    static void unpin() {
        pinned = null;
    }

    private static void add(Class<?> type, @Nullable Object kept, List<Object> pins) {
        if (kept != null) {
            pins.add(type);
            pins.add(kept);
        }
    }

    /** Touched only where the agent has opened the package. */
    private static final class Mirror {

        private static final VarHandle VALUES;
        private static final MethodHandle DATA;

        static {
            try {
                MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(Class.class, MethodHandles.lookup());
                Class<?> map = Class.forName("java.lang.ClassValue$ClassValueMap");
                VALUES = lookup.findVarHandle(Class.class, "classValueMap", map);
                DATA = lookup.findVirtual(Class.class, "getClassData", MethodType.methodType(Object.class));
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        static @Nullable Object valuesOf(Class<?> type) throws CannotProve {
            try {
                return VALUES.getVolatile(type);
            } catch (RuntimeException | LinkageError e) {
                throw hidden(e);
            }
        }

        static @Nullable Object dataOf(Class<?> type) throws CannotProve {
            try {
                return (Object) DATA.invokeExact(type);
            } catch (Throwable e) {
                throw hidden(e);
            }
        }

        private static CannotProve hidden(Throwable e) {
            return new CannotProve("this JDK does not show what its classes keep, which might wake anybody: " + e);
        }
    }
}
