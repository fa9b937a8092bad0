package dev.parkranger.prover;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Which monitors virtual threads wait for and hold: on JDK 25 the thread dump in JSON says so, and nothing else does. Of
 * that only a few lines matter, each in a line of its own.
 */
final class MonitorDump {

    /** The first JDK whose thread dump has them. */
    private static final int SINCE = 25;

    /** A thread dump asks one after another; of more than this it would take seconds, and hundreds of megabytes. */
    private static final int MAX_THREADS = 20_000;

    private static final String TID = "\"tid\": \"";
    private static final String BLOCKED_ON = "\"blockedOn\": \"";
    private static final String WAITING_ON = "\"waitingOn\": \"";
    private static final String LOCKS = "\"locks\": [";

    private final Map<Long, String> wanted = new HashMap<>();
    private final Map<Long, String> waited = new HashMap<>();
    private final Map<String, Long> owners = new HashMap<>();

    /** Adds what it says to the statements. */
    static void addTo(Map<Long, ThreadStatement> statements, long virtualThreads, Path folder) throws CannotProve {
        if (Runtime.version().feature() < SINCE || virtualThreads == 0 || virtualThreads > MAX_THREADS) {
            return;
        }
        Path file = folder.resolve("threads.json");
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=HotSpotDiagnostic"),
                            "dumpThreads",
                            new Object[] {file.toString(), "JSON"},
                            new String[] {String.class.getName(), String.class.getName()});
            try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                MonitorDump dump = new MonitorDump();
                dump.read(in);
                dump.tell(statements);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (JMException | IOException e) {
            throw new CannotProve("the threads could not be asked for their monitors: " + e);
        }
    }

    void read(BufferedReader in) throws IOException {
        long tid = -1;
        boolean locks = false;
        for (String raw = in.readLine(); raw != null; raw = in.readLine()) {
            String line = raw.strip();
            if (locks) {
                if (line.startsWith("]")) {
                    locks = false;
                } else {
                    // What a thread has let go of to wait for is listed too: it is taken out below.
                    owners.merge(
                            value(line, "\""), tid, (one, other) -> one.equals(other) ? one : ThreadStatement.UNKNOWN);
                }
            } else if (line.startsWith(TID)) {
                tid = Long.parseLong(value(line, TID));
            } else if (line.startsWith(BLOCKED_ON)) {
                wanted.put(tid, value(line, BLOCKED_ON));
            } else if (line.startsWith(WAITING_ON)) {
                waited.put(tid, value(line, WAITING_ON));
            } else if (line.startsWith(LOCKS)) {
                locks = true;
            }
        }
    }

    private static String value(String line, String key) {
        int from = line.indexOf(key) + key.length();
        int to = line.indexOf('"', from);
        return line.substring(from, to < 0 ? line.length() : to);
    }

    void tell(Map<Long, ThreadStatement> statements) {
        waited.forEach((tid, lock) ->
                statements.computeIfPresent(tid, (id, before) -> before.with(classOf(lock), before.ownerTid())));
        wanted.forEach((tid, lock) ->
                statements.computeIfPresent(tid, (id, before) -> before.with(classOf(lock), owner(lock))));
    }

    /** Where several are named nobody knows: some of them only wait to be let in again. */
    private long owner(String lock) {
        long owner = owners.getOrDefault(lock, ThreadStatement.UNKNOWN);
        return lock.equals(waited.get(owner)) ? ThreadStatement.UNKNOWN : owner;
    }

    private static String classOf(String lock) {
        int at = lock.lastIndexOf('@');
        return at < 0 ? lock : lock.substring(0, at);
    }
}
