package dev.parkranger.record;

import java.util.Arrays;
import java.util.List;

/** Frames by methods, written {@code com.acme.Feed.start}. */
public final class Frames {

    private Frames() {}

    public static Frame frame(String method) {
        int dot = method.lastIndexOf('.');
        return new Frame(method.substring(0, dot), method.substring(dot + 1), null, 1);
    }

    /** Innermost first. */
    public static List<Frame> stack(String... methods) {
        return Arrays.stream(methods).map(Frames::frame).toList();
    }
}
