package dev.parkranger.weaving;

import dev.parkranger.record.Registry;
import java.util.List;

/** What is left of the installation when the application has started: to finish it, and to prove that it works. */
record HookProof(
        List<HookPoint> points,
        JdkWeaver weaver,
        Installation installation,
        LateWeavings application,
        Canary canary,
        LateTaskTypes types) {

    /** In the background, before the first look. */
    HookStates prove(Registry registry) {
        types.prepare();
        application.ready();
        installation.complete();
        return new HookStates(points, weaver, canary.sing(Runtime.version().feature()), registry, application);
    }
}
