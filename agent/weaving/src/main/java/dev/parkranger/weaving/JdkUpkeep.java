package dev.parkranger.weaving;

import static dev.parkranger.weaving.JdkFields.getter;
import static dev.parkranger.weaving.JdkFields.read;

import dev.parkranger.reaper.Upkeep;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what threads keep out of the threads themselves, for a getter can be the application's. They go on meanwhile, and
 * a field may be of another moment than the next: a size that is a little off harms nobody.
 */
final class JdkUpkeep implements Upkeep {

    /** A stack that has grown while it waited is in more than one piece, seldom in more than a few. */
    private static final int MAX_CHUNKS = 64;

    /** Of a table that holds one place in three; nobody has so many. */
    private static final int MAX_PLACES = 4_096;

    /** Before the stack in its object: the header and the fields. */
    private static final long CHUNK_HEADER = 64;

    /** Found when the first suspect is there, which a healthy application never has. */
    private static final class Fields {
        static final @Nullable MethodHandle LOADER =
                getter("java.lang.Thread", "contextClassLoader", "java.lang.ClassLoader");
        static final @Nullable MethodHandle INHERITED =
                getter("java.lang.Thread", "inheritableThreadLocals", "java.lang.ThreadLocal$ThreadLocalMap");
        static final @Nullable MethodHandle TABLE = getter(
                "java.lang.ThreadLocal$ThreadLocalMap", "table", "[Ljava.lang.ThreadLocal$ThreadLocalMap$Entry;");
        static final @Nullable MethodHandle VALUE =
                getter("java.lang.ThreadLocal$ThreadLocalMap$Entry", "value", "java.lang.Object");
        static final @Nullable MethodHandle CONTINUATION =
                getter("java.lang.VirtualThread", "cont", "jdk.internal.vm.Continuation");
        static final @Nullable MethodHandle TAIL =
                getter("jdk.internal.vm.Continuation", "tail", "jdk.internal.vm.StackChunk");
        static final @Nullable MethodHandle PARENT =
                getter("jdk.internal.vm.StackChunk", "parent", "jdk.internal.vm.StackChunk");
        static final @Nullable MethodHandle WORDS = getter("jdk.internal.vm.StackChunk", "size", "int");
    }

    @Override
    public long heapStack(Thread virtual) {
        try {
            long bytes = 0;
            Object chunk = read(Fields.TAIL, read(Fields.CONTINUATION, virtual));
            for (int i = 0; i < MAX_CHUNKS && chunk != null; i++) {
                bytes += read(Fields.WORDS, chunk) instanceof Integer words ? words * 8L + CHUNK_HEADER : 0;
                chunk = read(Fields.PARENT, chunk);
            }
            return bytes;
        } catch (Throwable e) {
            return 0;
        }
    }

    @Override
    public Locals inheritedLocals(Thread thread) {
        try {
            return read(Fields.TABLE, read(Fields.INHERITED, thread)) instanceof Object[] table
                    ? locals(table)
                    : Locals.NONE;
        } catch (Throwable e) {
            return Locals.NONE;
        }
    }

    private static Locals locals(@Nullable Object[] table) throws Throwable {
        int count = 0;
        Set<String> own = new LinkedHashSet<>();
        Set<String> jdks = new LinkedHashSet<>();
        for (int i = 0; i < Math.min(table.length, MAX_PLACES); i++) {
            Object value = read(Fields.VALUE, table[i]);
            if (value != null && table[i] instanceof Reference<?> local && !local.refersTo(null)) {
                count++;
                Class<?> type = value.getClass();
                (type.getClassLoader() == null ? jdks : own).add(type.getName());
            }
        }
        List<String> types = new ArrayList<>(own);
        types.addAll(jdks);
        return new Locals(count, types);
    }

    @Override
    public @Nullable ClassLoader contextLoader(Thread thread) {
        try {
            return (ClassLoader) read(Fields.LOADER, thread);
        } catch (Throwable e) {
            return null;
        }
    }
}
