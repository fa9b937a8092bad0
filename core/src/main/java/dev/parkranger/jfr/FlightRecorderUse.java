package dev.parkranger.jfr;

import jdk.jfr.FlightRecorder;

/** Whether anybody has used the recorder; by itself, for JMX loads the recorder's class and nobody uses it yet. */
public final class FlightRecorderUse {

    private FlightRecorderUse() {}

    /** Asks nothing that would make it begin. Never false again. */
    public static boolean hasBegun() {
        return FlightRecorder.isInitialized();
    }
}
