package dev.parkranger.weaving;

import dev.parkranger.hooks.Hooks;
import dev.parkranger.jfr.FlightLog;
import dev.parkranger.jfr.FlightRecorderUse;
import dev.parkranger.report.News;
import dev.parkranger.report.Report;
import org.jspecify.annotations.Nullable;

/**
 * Tells JDK Flight Recorder, once somebody has begun to use it. Until its class has been loaded by others this is one read
 * of a field a look; where the module is missing it never is.
 */
final class FlightDesk {

    static final String RECORDER = "jdk/jfr/FlightRecorder";

    private static final String RECORDER_CLASS = RECORDER.replace('/', '.');

    private volatile boolean loaded;

    /** Touched by the reaper alone. */
    private @Nullable FlightLog log;

    private boolean broken;

    /** Called for each class of the JDK that loads, with its internal name. */
    void sees(String type) {
        if (type.equals(RECORDER)) {
            loaded = true;
        }
    }

    /** Called for each class of the JDK that had been loaded before the agent, with its binary name. */
    void seesLoaded(String name) {
        if (name.equals(RECORDER_CLASS)) {
            loaded = true;
        }
    }

    void begins() {
        if (!loaded || broken) {
            return;
        }
        try {
            if (log == null && FlightRecorderUse.hasBegun()) {
                log = new FlightLog();
            }
            if (log != null) {
                log.begins();
            }
        } catch (Throwable e) {
            giveUp(e);
        }
    }

    void ends(Report report, News news) {
        FlightLog open = log;
        if (open == null) {
            return;
        }
        try {
            open.ends(report, news);
        } catch (Throwable e) {
            giveUp(e);
        }
    }

    /** A look must not fail for it, and the next would fail again. */
    private void giveUp(Throwable e) {
        broken = true;
        log = null;
        Hooks.dropped(e);
    }
}
