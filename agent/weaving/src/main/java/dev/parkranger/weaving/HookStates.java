package dev.parkranger.weaving;

import dev.parkranger.record.Registry;
import dev.parkranger.report.Report.HookState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of each hook: {@code armed} once it was seen to fire, {@code pending} until the application's own use can
 * show it (where its classes are woven as they load: until one is), {@code absent} where this JDK has no such method, {@code failed} where it should have fired and did not.
 */
final class HookStates {

    private static final String ARMED = "armed";
    private static final String PENDING = "pending";
    private static final String ABSENT = "absent";
    private static final String FAILED = "failed";

    private final List<HookPoint> points;
    private final JdkWeaver weaver;
    private final Set<String> proven;
    private final Registry registry;
    private final LateWeavings application;

    HookStates(
            List<HookPoint> points, JdkWeaver weaver, Set<String> proven, Registry registry, LateWeavings application) {
        this.points = points;
        this.weaver = weaver;
        this.proven = proven;
        this.registry = registry;
        this.application = application;
    }

    List<HookState> all() {
        Map<String, String> states = new LinkedHashMap<>();
        for (HookPoint point : points) {
            if (point.where() != HookPoint.Where.OUT_OF_MEMORY) {
                states.put(point.name(), state(point));
            }
        }
        application.hooks().forEach((hook, woven) -> states.put(hook, woven ? ARMED : PENDING));
        List<HookState> all = new ArrayList<>(states.size());
        for (Map.Entry<String, String> entry : states.entrySet()) {
            all.add(new HookState(entry.getKey(), entry.getValue()));
        }
        return all;
    }

    /** Names of those that failed. */
    List<String> failed() {
        List<String> failed = new ArrayList<>();
        for (HookPoint point : points) {
            if (state(point).equals(FAILED)) {
                failed.add(point.name());
            }
        }
        return failed;
    }

    /** Whether all interrupts are heard of, as far as anyone can tell: else nobody may be called never interrupted. */
    boolean hearsInterrupts() {
        for (HookPoint point : points) {
            if (point.hook().equals("interrupted")
                    && point.existsOn(Runtime.version().feature())
                    && (state(point).equals(FAILED) || state(point).equals(ABSENT))) {
                return false;
            }
        }
        return true;
    }

    private String state(HookPoint point) {
        if (!weaver.isWoven(point)) {
            return ABSENT;
        }
        if (!point.proof().isEmpty()) {
            return proven.contains(point.proof()) ? ARMED : FAILED;
        }
        return isProvenByUse(point) ? ARMED : PENDING;
    }

    private boolean isProvenByUse(HookPoint point) {
        return switch (point.name()) {
            case "VirtualThread.start" -> registry.virtual().started() > 0;
            case "VirtualThread.afterDone" -> registry.virtual().ended() > 0;
            case "VirtualThread.runContinuation" -> registry.hasSeenResume();
            case "VirtualThread.interrupt" -> registry.hasSeenVirtualInterrupt();
            case "ForkJoinPool.externalSubmit", "ForkJoinPool.poolSubmit" -> registry.forkJoinSeen();
            case "ForkJoinTask.doExec, begins", "ForkJoinTask.doExec, ends" -> registry.forkJoinRan();
            default -> false;
        };
    }
}
