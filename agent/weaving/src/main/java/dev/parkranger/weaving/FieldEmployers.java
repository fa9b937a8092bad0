package dev.parkranger.weaving;

import dev.parkranger.reaper.Employers;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A worker is known by what it runs: an executor itself, something nested in one, or something of the executor's own
 * class that refers to it; through the runnables that wrap it, if need be. A runnable of somebody else's that merely uses
 * an executor, as a task of the application may, makes nobody a worker. One that knows its pool's queue alone is known when
 * the pool has started it itself.
 *
 * <p>Reads fields and calls nothing. Used by the reaper's thread alone.
 */
final class FieldEmployers implements Employers {

    /** Wrappers around what a worker runs: a thread factory's, a tracer's. */
    private static final int MAX_WRAPPERS = 4;

    private final Function<Thread, @Nullable Object> taskOf;

    private final ClassValue<List<Field>> fields = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return references(type);
        }
    };

    /** @param taskOf tells what a thread was constructed with; null where that is nothing */
    FieldEmployers(Function<Thread, @Nullable Object> taskOf) {
        this.taskOf = taskOf;
    }

    @Override
    public @Nullable Object employerOf(Thread thread) {
        Object task = thread.getClass() == Thread.class ? taskOf.apply(thread) : thread;
        for (int i = 0; i < MAX_WRAPPERS && task != null; i++) {
            if (task instanceof Executor) {
                return task;
            }
            Object employer = employer(task);
            if (employer != null) {
                return employer;
            }
            Object given = task instanceof Thread its ? taskOf.apply(its) : null;
            task = given == null ? wrapped(task) : given;
        }
        return null;
    }

    @Override
    public boolean sharesQueue(Thread thread, Object executor) {
        Object task = thread.getClass() == Thread.class ? taskOf.apply(thread) : thread;
        for (int i = 0; i < MAX_WRAPPERS && task != null; i++) {
            for (Field field : fields.get(task.getClass())) {
                Object value = read(field, task);
                if (value instanceof Queue && refersTo(executor, value)) {
                    return true;
                }
            }
            Object given = task instanceof Thread its ? taskOf.apply(its) : null;
            task = given == null ? wrapped(task) : given;
        }
        return false;
    }

    private boolean refersTo(Object executor, Object queue) {
        for (Field field : fields.get(executor.getClass())) {
            if (read(field, executor) == queue) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Object employer(Object task) {
        for (Field field : fields.get(task.getClass())) {
            if (!Executor.class.isAssignableFrom(field.getType()) && !field.isSynthetic() && !isHidden(task)) {
                continue;
            }
            Object value = read(field, task);
            if (value instanceof Executor && isEmployer(task.getClass(), field, value.getClass())) {
                return value;
            }
        }
        return null;
    }

    /** A lambda that an application makes beside a pool in one file captures it as it would any other. */
    private static boolean isEmployer(Class<?> task, Field field, Class<?> executor) {
        if (field.getName().startsWith("this$")) {
            return true;
        }
        boolean captured = task.isHidden() || field.isSynthetic();
        return captured ? isWrittenIn(task, executor) : isOfOneFile(task, executor);
    }

    private @Nullable Object wrapped(Object task) {
        for (Field field : fields.get(task.getClass())) {
            // What is declared an executor is there to be given tasks, even where it can be run as well.
            if (Runnable.class.isAssignableFrom(field.getType()) && !Executor.class.isAssignableFrom(field.getType())) {
                Object value = read(field, task);
                if (value != null && value != task) {
                    return value;
                }
            }
        }
        return null;
    }

    private static boolean isHidden(Object task) {
        return task.getClass().isHidden();
    }

    /** Whether what runs was written in the executor's class, one of its superclasses, or what is nested in these. */
    private static boolean isWrittenIn(Class<?> task, Class<?> executor) {
        for (Class<?> at = executor; at != null && at != Object.class; at = at.getSuperclass()) {
            if (task.getName().startsWith(at.getName() + "$")) {
                return true;
            }
        }
        return false;
    }

    /** Whether what runs was written in the executor's class, one of its superclasses, or beside it in the same file. */
    private static boolean isOfOneFile(Class<?> task, Class<?> executor) {
        String file = outermost(task.getName());
        for (Class<?> at = executor; at != null && at != Object.class; at = at.getSuperclass()) {
            if (outermost(at.getName()).equals(file)) {
                return true;
            }
        }
        return false;
    }

    private static String outermost(String name) {
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private static @Nullable Object read(Field field, Object from) {
        try {
            return field.get(from);
        } catch (IllegalAccessException e) {
            return null;
        }
    }

    private static List<Field> references(Class<?> type) {
        List<Field> found = new ArrayList<>();
        for (Class<?> at = type; at != null && at.getClassLoader() != null; at = at.getSuperclass()) {
            for (Field field : declared(at)) {
                if (!Modifier.isStatic(field.getModifiers())
                        && !field.getType().isPrimitive()
                        && field.trySetAccessible()) {
                    found.add(field);
                }
            }
        }
        return found;
    }

    private static Field[] declared(Class<?> type) {
        try {
            return type.getDeclaredFields();
        } catch (LinkageError e) {
            // A field of a type that is not there: what the superclasses tell must do.
            return new Field[0];
        }
    }
}
