package dev.parkranger.weaving;

import dev.parkranger.hooks.Hooks;
import dev.parkranger.http.HttpDoor;
import dev.parkranger.reaper.CodeSources;
import dev.parkranger.reaper.MainClass;
import dev.parkranger.reaper.Reaper;
import dev.parkranger.report.Control;
import dev.parkranger.report.JmxDesk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reaper's rounds, put together on its own thread: between the JVM's start and the application's {@code main} there
 * is only what must be there.
 */
final class Patrol implements Reaper.Round {

    private final CodeSources sources;
    private final Rounds.Parts parts;
    private final HookProof proof;
    private @Nullable Control control;
    private volatile @Nullable Rounds rounds;
    private volatile @Nullable HttpDoor http;

    Patrol(CodeSources sources, Rounds.Parts parts, HookProof proof) {
        this.sources = sources;
        this.parts = parts;
        this.proof = proof;
    }

    /** Before the reaper starts. */
    void serves(Control itsControl) {
        control = itsControl;
    }

    /** Null until they are put together. */
    @Nullable
    Rounds rounds() {
        return rounds;
    }

    /** 0 where nothing listens. */
    int httpPort() {
        HttpDoor door = http;
        return door == null ? 0 : door.port();
    }

    @Override
    public void begin() {
        try {
            Rehearsal.play();
            sources.main(MainClass.find(System.getProperty("sun.java.command"), System.getProperty("java.class.path")));
            JmxDesk jmx = new JmxDesk(parts.log(), control);
            HookStates hooks = proof.prove(parts.registry());
            if (!hooks.hearsInterrupts()) {
                parts.registry().deafToInterrupts();
            }
            Rounds ready = new Rounds(parts, hooks, jmx);
            for (String notice : parts.options().notices()) {
                parts.log().info(notice);
            }
            sayFailed(hooks.failed(), ready);
            rounds = ready;
            openDoor();
        } catch (Throwable e) {
            Hooks.dropped(e);
            Hooks.listen(null);
            parts.log().warn("the agent could not be put together and is disarmed: " + e);
        }
    }

    private void openDoor() {
        if (parts.options().http() != null && control != null) {
            http = HttpDoor.open(parts.options().http(), control, null, parts.log());
        }
    }

    private void sayFailed(List<String> failed, Rounds ready) {
        if (failed.contains("Thread.start") || failed.contains("Thread.exit")) {
            ready.disarm("on this JDK these hooks did not fire: " + String.join(", ", failed));
        } else if (!failed.isEmpty()) {
            parts.log()
                    .warn("on this JDK these hooks did not fire, and what they watch is not seen: "
                            + String.join(", ", failed));
        }
    }

    @Override
    public void look() {
        Rounds ready = rounds;
        if (ready != null) {
            ready.look();
        }
    }

    @Override
    public long intervalNanos() {
        Rounds ready = rounds;
        return ready == null ? parts.options().interval().toNanos() : ready.intervalNanos();
    }
}
