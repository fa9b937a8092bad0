package dev.parkranger.weaving;

import dev.parkranger.hooks.HookListener;
import dev.parkranger.options.Capture;
import dev.parkranger.record.AgentThread;
import dev.parkranger.record.CodeOrigins;
import dev.parkranger.record.Recorder;
import dev.parkranger.record.Registry;
import dev.parkranger.record.StartFailures;
import dev.parkranger.record.TaskTypes;
import dev.parkranger.record.Ticker;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Goes once through everything that the recorder does, on a registry to be thrown away, so that no class of ours is
 * loaded for the first time within a hook: on a carrier, in a thread's last moments, or while the JDK's own classes are
 * being initialised. In the background, right after the start: only an application that is faster than that loads one
 * from a hook, on a thread of its own.
 *
 * <p>On a thread that is none of {@code AgentThread}: those the recorder hands on to the canary. By its name it is in no
 * record.
 */
final class Rehearsal implements Runnable {

    private static final Runnable SILENCE = new Runnable() {
        @Override
        public void run() {}
    };

    private static final long PATIENCE_MILLIS = 10_000;

    private final Registry registry = new Registry(64);
    private volatile @Nullable Throwable failure;

    private Rehearsal() {}

    /**
     * Plays it, and waits for its end.
     *
     * @return what it has recorded, by which a test knows that nothing was left out
     */
    static Registry play() {
        Rehearsal rehearsal = new Rehearsal();
        Thread stage = new Thread(null, rehearsal, AgentThread.PREFIX + "rehearsal", 0, false);
        stage.setDaemon(true);
        try {
            stage.start();
            stage.join(PATIENCE_MILLIS);
        } catch (InterruptedException | OutOfMemoryError e) {
            // An application that interrupts every thread it finds, or has no thread left: it goes on by itself, or not
            // at all.
        }
        Throwable failure = rehearsal.failure;
        if (failure != null) {
            throw new IllegalStateException("the recorder does not work: " + failure, failure);
        }
        return rehearsal.registry;
    }

    @Override
    public void run() {
        try {
            goThrough();
        } catch (Throwable e) {
            failure = e;
        }
    }

    private void goThrough() {
        Recorder recorder = new Recorder(
                Ticker.system(),
                registry,
                TaskTypes.PLAIN,
                new HttpRequests(),
                CodeOrigins.ALL,
                new StartFailures(SILENCE),
                new HookListener() {},
                Capture.ADAPTIVE,
                64);
        Object pool = new Object();
        FutureTask<String> task = new FutureTask<>(SILENCE, "");
        Thread thread = new Thread(SILENCE, "never started");
        recorder.poolConstructed(pool);
        recorder.requestBegins(pool, pool);
        recorder.platformStarting(thread, null);
        recorder.submitted(pool, task);
        recorder.submitted(pool, task);
        recorder.withdrawn(pool, task);
        recorder.requestEnds();
        recorder.workerRuns(pool);
        recorder.taskBegins(task);
        recorder.taskEnds(task);
        recorder.forkJoinBegins(task);
        recorder.forkJoinEnds(task);
        recorder.scheduled(pool, task, true);
        recorder.poolShutDown(pool);
        recorder.virtualResumed(thread);
        recorder.interrupted(thread);
        recorder.platformExiting(thread);
        recorder.virtualStarting(thread, pool);
        recorder.virtualDone(thread);
    }
}
