package dev.parkranger.verdict;

import dev.parkranger.reaper.CodeMap;
import dev.parkranger.record.Frame;
import java.util.List;
import java.util.Set;

/**
 * One entry of the catalogue of benign threads: something that exists once a JVM, or once a class loader, however many
 * requests come. A stack matches when the frames, {@code class#method}, are met in their order, innermost first, before
 * any frame that is neither the JDK's nor of {@code within}: so no line of the application lies in between. Classes are
 * also known where they were relocated, {@code com.acme.shaded.io.netty...}.
 *
 * @param name for the documentation
 * @param what it is, in words
 * @param reason why there can be but one, and in which version that was read
 * @param kinds what it is to Park Ranger
 * @param within package prefix of the library, whose other frames are passed over; empty to pass over the JDK's alone
 * @param made the creation stacks, one of which must match
 * @param waits the frames of the waiting stack that say that it is idle; empty where it runs nobody else's code
 */
record BenignRule(
        String name,
        String what,
        String reason,
        Set<Kind> kinds,
        String within,
        List<List<String>> made,
        List<String> waits) {

    enum Kind {
        THREAD,
        POOL,
        TASK
    }

    BenignRule {
        kinds = Set.copyOf(kinds);
        made = List.copyOf(made);
        waits = List.copyOf(waits);
    }

    boolean matches(Kind kind, List<Frame> creation, List<Frame> waiting) {
        return kinds.contains(kind) && isMade(creation) && (waits.isEmpty() || meets(waits, waiting));
    }

    private boolean isMade(List<Frame> creation) {
        for (List<String> frames : made) {
            if (meets(frames, creation)) {
                return true;
            }
        }
        return false;
    }

    private boolean meets(List<String> frames, List<Frame> stack) {
        int met = 0;
        for (Frame frame : stack) {
            if (is(frames.get(met), frame)) {
                if (++met == frames.size()) {
                    return true;
                }
            } else if (!isPassedOver(frame.className())) {
                return false;
            }
        }
        return false;
    }

    private static boolean is(String expected, Frame frame) {
        int hash = expected.indexOf('#');
        String type = frame.className();
        return expected.length() - hash - 1 == frame.methodName().length()
                && expected.endsWith(frame.methodName())
                && type.regionMatches(type.length() - hash, expected, 0, hash)
                && (type.length() == hash || type.charAt(type.length() - hash - 1) == '.');
    }

    private boolean isPassedOver(String className) {
        return CodeMap.isJdk(className)
                || (!within.isEmpty() && (className.startsWith(within) || className.contains("." + within)));
    }
}
