package dev.parkranger.verdict;

import dev.parkranger.reaper.Creation;
import dev.parkranger.reaper.PoolFacts;
import dev.parkranger.reaper.TaskFacts;
import dev.parkranger.reaper.Waiting;
import dev.parkranger.record.Frame;
import dev.parkranger.record.TaskKind;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What makes tasks one group: the same verdict on tasks made by the same method that wait in the same place. Methods and
 * classes, no lines and no numbers, so that it is the same across runs, JDKs and most rebuilds.
 *
 * @param blamed method of the application that made them
 * @param waiting method of the application that waits; of a pool its class; of threads and pools of a client object the
 *     client's library
 * @param waitedIn public JDK class that is waited in, empty for a pool or client object
 */
record Cause(Verdict verdict, String blamed, String waiting, String waitedIn) {

    private static final String CLIENT = "client ";

    static Cause of(Verdict verdict, TaskFacts task) {
        String client = client(task.created());
        if (!client.isEmpty() && task.kind() != TaskKind.SUBMITTED) {
            return new Cause(verdict, method(task.created()), client, "");
        }
        Waiting waiting = task.waiting();
        // Which of its many methods a library waits in is its own business, and changes with its version.
        String at = waiting.library().isEmpty() ? method(waiting.applicationFrame()) : waiting.library();
        return new Cause(verdict, method(task.created()), at, type(waiting.frame()));
    }

    static Cause of(Verdict verdict, PoolFacts pool) {
        String client = verdict == Verdict.UNDEAD_WORKER ? "" : client(pool.created());
        return new Cause(
                verdict, method(pool.created()), client.isEmpty() ? StableName.of(pool.className()) : client, "");
    }

    /** One client object has many threads that wait in as many places, and pools of several kinds. */
    private static String client(Creation created) {
        return created.client().isEmpty() ? "" : CLIENT + created.client();
    }

    /** Of threads that a client object has beside its pools: the cause of the pools; null for any others. */
    @Nullable
    Cause ofItsPools() {
        return verdict == Verdict.ORPHANED_TASK && waiting.startsWith(CLIENT)
                ? new Cause(Verdict.ABANDONED_POOL, blamed, waiting, waitedIn)
                : null;
    }

    boolean isBlamedOn(Creation created) {
        return blamed.equals(method(created));
    }

    private static String method(Creation created) {
        Frame frame = created.blamed();
        return frame == null ? "unknown" : method(frame);
    }

    private static String method(@Nullable Frame frame) {
        return frame == null ? "" : StableName.of(frame.className()) + "#" + frame.sourceMethod();
    }

    private static String type(@Nullable Frame frame) {
        if (frame == null) {
            return "";
        }
        return outermost(frame.className());
    }

    /** The nested class that does the work is the JDK's business, and differs between JDKs. */
    static String outermost(String className) {
        int nested = className.indexOf('$');
        return nested < 0 ? className : className.substring(0, nested);
    }

    /** Eight hex digits. */
    String fingerprint() {
        CRC32 crc = new CRC32();
        String text = verdict.label() + '\n' + blamed + '\n' + waiting + '\n' + waitedIn;
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        String digits = Long.toHexString(crc.getValue());
        return "00000000".substring(digits.length()) + digits;
    }
}
