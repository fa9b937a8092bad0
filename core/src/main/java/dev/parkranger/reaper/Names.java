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
final class Names {

    private final CodeMap code;

    Names(CodeMap code) {
        this.code = code;
    }

    String of(Owner owner) {
        if (owner instanceof ScopeRecord scope) {
            return scope.name();
        }
        if (owner instanceof Application) {
            return "the application";
        }
        if (owner instanceof PoolRecord pool) {
            return simple(pool.className()) + from(" made in ", pool.origin());
        }
        if (owner instanceof ThreadRecord thread) {
            return thread.isVirtual()
                    ? "virtual thread" + from(" started in ", thread.origin())
                    : "thread" + from(" started in ", thread.origin());
        }
        if (owner instanceof RunRecord) {
            return "task" + from(" submitted in ", owner.origin());
        }
        return "unknown";
    }

    private String from(String how, Origin origin) {
        if (origin == Origin.UNKNOWN) {
            return ", of unknown origin (before attach)";
        }
        Frame frame = code.creation(origin).blamed();
        return frame == null ? "" : how + method(frame);
    }

    private static String method(Frame frame) {
        return simple(frame.className()) + "." + frame.methodName();
    }

    private static String simple(@Nullable String className) {
        return className == null ? "" : className.substring(className.lastIndexOf('.') + 1);
    }
}
