package dev.parkranger.proof;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a dump lacks, told by the application's JVM: of each thread the class of the object it waits for, and who holds
 * the monitor that it wants. Lines of fields divided by tabs.
 */
final class Facts {

    /** Nobody knows who holds it. */
    static final long UNKNOWN = -1;

    private final Map<Long, Told> threads = new HashMap<>();

    /** Bytes that a reference takes in the application's heap. */
    private int referenceBytes = 4;

    private final Map<Long, Boolean> wanted = new HashMap<>();

    record Told(@Nullable String lockClass, long ownerTid, String name) {}

    /**
     * Reads them: {@code thread TID CLASS OWNER NAME}, {@code reference BYTES}, {@code path TID}.
     *
     * @throws IllegalArgumentException for a line that is none of these
     */
    static Facts of(List<String> lines) {
        Facts facts = new Facts();
        for (String line : lines) {
            String[] parts = line.split("\t", -1);
            switch (parts[0]) {
                case "thread" ->
                    facts.threads.put(
                            Long.parseLong(parts[1]),
                            new Told(
                                    parts[2].isEmpty() ? null : parts[2].replace('/', '.'),
                                    Long.parseLong(parts[3]),
                                    parts[4]));
                case "reference" -> facts.referenceBytes = Integer.parseInt(parts[1]);
                case "path" -> facts.wanted.put(Long.parseLong(parts[1]), true);
                default -> throw new IllegalArgumentException("found \"" + line + "\" among the facts");
            }
        }
        return facts;
    }

    /** Null where nothing is known of it. */
    @Nullable
    String lockClass(long tid) {
        Told thread = threads.get(tid);
        return thread == null ? null : thread.lockClass();
    }

    long owner(long tid) {
        Told thread = threads.get(tid);
        return thread == null ? UNKNOWN : thread.ownerTid();
    }

    String name(long tid) {
        Told thread = threads.get(tid);
        return thread == null ? "" : thread.name();
    }

    int referenceBytes() {
        return referenceBytes;
    }

    /** Whether to find out who could wake this thread. */
    boolean wantsPath(long tid) {
        return wanted.containsKey(tid);
    }
}
