package dev.parkranger.verdict;

import dev.parkranger.reaper.Creation;
import dev.parkranger.reaper.PoolFacts;
import dev.parkranger.reaper.TaskFacts;
import dev.parkranger.reaper.Waiting;
import dev.parkranger.record.Frame;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What makes tasks one group: the same verdict on tasks made by the same method that wait in the same place. Methods and
 * classes, no lines and no numbers, so that it is the same across runs, JDKs and most rebuilds.
 *
 * @param blamed method of the application that made them
 * @param waiting method of the application that waits; of a pool its class
 * @param waitedIn public JDK class that is waited in, empty for a pool
 */
record Cause(Verdict verdict, String blamed, String waiting, String waitedIn) {

    static Cause of(TaskFacts task) {
        Waiting waiting = task.waiting();
        return new Cause(
                Verdict.ORPHANED_TASK,
                method(task.created()),
                method(waiting.applicationFrame()),
                type(waiting.frame()));
    }

    static Cause of(Verdict verdict, PoolFacts pool) {
        return new Cause(verdict, method(pool.created()), pool.className(), "");
    }

    private static String method(Creation created) {
        Frame frame = created.blamed();
        return frame == null ? "unknown" : method(frame);
    }

    private static String method(@Nullable Frame frame) {
        return frame == null ? "" : frame.className() + "#" + frame.sourceMethod();
    }

    private static String type(@Nullable Frame frame) {
        if (frame == null) {
            return "";
        }
        // The nested class that does the work is the JDK's business, and differs between JDKs.
        int nested = frame.className().indexOf('$');
        return nested < 0 ? frame.className() : frame.className().substring(0, nested);
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
