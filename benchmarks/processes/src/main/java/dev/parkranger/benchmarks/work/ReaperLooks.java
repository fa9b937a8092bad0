package dev.parkranger.benchmarks.work;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Watches the reaper's processor time from outside: a stretch in which it rises is a look. */
final class ReaperLooks {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long POLL_MILLIS = 20;

    /** So long without processor time, and the look is over. */
    private static final long REST_NANOS = Duration.ofMillis(300).toNanos();

    /** What goes on when the watch begins, which is half a look, and the first whole one. */
    private static final int WARM_UP = 2;

    private ReaperLooks() {}

    /**
     * Says the processor time, in milliseconds, of the median look and of the longest, and how many there were; without a
     * reaper it only lets the time pass. The first whole look is left out: like any other code it is compiled first.
     *
     * @param looks waited for
     * @param atMost and no longer; without a reaper a third of it
     */
    static void watch(int looks, Duration atMost) throws InterruptedException {
        long reaper = Agent.reaper();
        if (reaper < 0) {
            Thread.sleep(atMost.toMillis() / 3);
            return;
        }
        List<Double> seen = looks(reaper, looks, System.nanoTime() + atMost.toNanos());
        if (seen.isEmpty()) {
            throw new IllegalStateException("no look within " + atMost);
        }
        Collections.sort(seen);
        Figures.say("looks", seen.size());
        Figures.say("look", seen.get(seen.size() / 2));
        Figures.say("lookMax", seen.get(seen.size() - 1));
    }

    private static List<Double> looks(long reaper, int wanted, long end) throws InterruptedException {
        List<Double> seen = new ArrayList<>();
        long last = THREADS.getThreadCpuTime(reaper);
        long lastChange = System.nanoTime();
        long restedAt = last;
        int looks = 0;
        while (seen.size() < wanted && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
            long cpu = THREADS.getThreadCpuTime(reaper);
            long now = System.nanoTime();
            if (cpu != last) {
                last = cpu;
                lastChange = now;
            } else if (now - lastChange > REST_NANOS) {
                if (cpu > restedAt && looks++ >= WARM_UP) {
                    seen.add((cpu - restedAt) / 1e6);
                }
                restedAt = cpu;
            }
        }
        return seen;
    }
}
