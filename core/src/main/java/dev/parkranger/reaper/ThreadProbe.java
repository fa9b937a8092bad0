package dev.parkranger.reaper;

import dev.parkranger.record.Frame;
import java.util.List;
import java.util.Map;

/** Reads threads. Never a bulk dump: that stops the application. */
interface ThreadProbe {

    /** The states of platform threads by id, without stacks; one that has ended is missing. */
    Map<Long, Sample> platform(long[] ids);

    /** With the resumes that the record has counted. */
    Sample virtual(Thread thread, int resumes);

    /** Expensive: a safepoint for a platform thread on JDK 17. */
    List<Frame> stack(Thread thread);
}
