package dev.parkranger.reaper;

import dev.parkranger.record.Application;
import dev.parkranger.record.Frame;
import dev.parkranger.record.Origin;
import dev.parkranger.record.Owner;
import dev.parkranger.record.PoolRecord;
import dev.parkranger.record.RunRecord;
import dev.parkranger.record.ScopeRecord;
import dev.parkranger.record.ThreadRecord;
import org.jspecify.annotations.Nullable;

/** Names owners as a person would; by where they come from, never by a number that differs from one to the next. */
public final class Names {

    private final CodeMap code;

    public Names(CodeMap code) {
        this.code = code;
    }

    public String of(Owner owner) {
        if (owner instanceof ScopeRecord scope) {
            return scope.name();
        }
        if (owner instanceof Application) {
            return "the application";
        }
        if (owner instanceof PoolRecord pool) {
            return simple(pool.className()) + from(" made in ", pool.origin(), pool);
        }
        if (owner instanceof ThreadRecord thread) {
            return thread.isVirtual()
                    ? "virtual thread" + from(" started in ", thread.origin(), null)
                    : "thread" + from(" started in ", thread.origin(), null);
        }
        if (owner instanceof RunRecord run) {
            return "task" + from(" submitted in ", run.origin(), run.pool());
        }
        return "unknown";
    }

    private String from(String how, Origin origin, @Nullable PoolRecord pool) {
        if (origin == Origin.UNKNOWN) {
            return ", of unknown origin (before attach)";
        }
        Creation creation = pool == null ? code.creation(origin) : code.creation(origin, pool);
        Frame frame = creation.blamed();
        return frame == null ? "" : how + method(frame);
    }

    private static String method(Frame frame) {
        return simple(frame.className()) + "." + frame.methodName();
    }

    private static String simple(@Nullable String className) {
        return className == null ? "" : className.substring(className.lastIndexOf('.') + 1);
    }
}
