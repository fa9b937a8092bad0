package dev.parkranger.weaving;

import dev.parkranger.hooks.HookListener;
import dev.parkranger.options.Capture;
import dev.parkranger.record.CodeOrigins;
import dev.parkranger.record.Recorder;
import dev.parkranger.record.Registry;
import dev.parkranger.record.StartFailures;
import dev.parkranger.record.TaskTypes;
import dev.parkranger.record.Ticker;
import java.util.concurrent.FutureTask;

/**
 * Goes once through everything that the recorder does, on a registry to be thrown away, so that no class of ours is
 * loaded for the first time within a hook: on a carrier, in a thread's last moments, or while the JDK's own classes are
 * being initialised. In the background, right after the start: only an application that is faster than that loads one
 * from a hook, on a thread of its own.
 */
final class Rehearsal {

    private static final Runnable SILENCE = new Runnable() {
        @Override
        public void run() {}
    };

    private Rehearsal() {}

    static void play() {
        Registry registry = new Registry(64);
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
        recorder.poolShutDown(pool);
        recorder.virtualResumed(thread);
        recorder.interrupted(thread);
        recorder.platformExiting(thread);
        recorder.virtualStarting(thread, pool);
        recorder.virtualDone(thread);
    }
}
