package dev.parkranger.profile;

import dev.parkranger.reaper.CodeMap;
import dev.parkranger.reaper.Names;
import dev.parkranger.record.Activity;
import dev.parkranger.record.Owner;
import dev.parkranger.record.PoolRecord;
import dev.parkranger.record.RunRecord;
import dev.parkranger.record.ThreadRecord;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a profile says of tasks beside their stacks. Remembers names while one profile is taken: some are dear to find. */
final class Labels {

    /** Owners without a name of their own are named by a line of their creation stack, each in turn. */
    private static final int MAX_EXACT = 2_000;

    private final Names names;
    private final IdentityHashMap<Object, String> known = new IdentityHashMap<>();

    Labels(CodeMap code) {
        this.names = new Names(code);
    }

    /** For whom the thread works now: the request it serves, the owner of the task it runs; else whose it is itself. */
    static @Nullable Owner ownerOf(ThreadRecord thread) {
        for (Activity activity = thread.current(); activity != null; activity = activity.outer()) {
            Owner owner = activity instanceof RunRecord run ? run.parent() : activity.owner();
            if (owner != null) {
                return owner;
            }
        }
        return thread.parent();
    }

    /** Of a thread as it stands. */
    List<Label> of(ThreadRecord thread, Thread.State state) {
        List<Label> labels = new ArrayList<>(6);
        kind(labels, thread.isVirtual() ? "virtual" : "platform");
        owner(labels, ownerOf(thread));
        pool(labels, thread.pool());
        labels.add(new Label(Label.STATE, state.name()));
        return List.copyOf(labels);
    }

    /** Of a thread as it was started: whose it is, whatever it does now. */
    List<Label> ofCreation(ThreadRecord thread) {
        List<Label> labels = new ArrayList<>(5);
        kind(labels, thread.isVirtual() ? "virtual" : "platform");
        owner(labels, thread.parent());
        pool(labels, thread.pool());
        return List.copyOf(labels);
    }

    /** Of a submitted task. */
    List<Label> ofCreation(RunRecord run) {
        List<Label> labels = new ArrayList<>(5);
        kind(labels, "submitted");
        owner(labels, run.parent());
        pool(labels, run.pool());
        return List.copyOf(labels);
    }

    private static void kind(List<Label> labels, String kind) {
        labels.add(new Label(Label.KIND, kind));
    }

    private void owner(List<Label> labels, @Nullable Owner owner) {
        if (owner == null) {
            labels.add(new Label(Label.OWNER_KIND, "unknown"));
            return;
        }
        labels.add(Label.of(Label.OWNER, name(owner)));
        if (owner.hasEnded()) {
            labels.add(new Label(Label.OWNER_ENDED, "true"));
        }
        labels.add(new Label(Label.OWNER_KIND, owner.kind().label()));
    }

    private void pool(List<Label> labels, @Nullable PoolRecord pool) {
        if (pool != null) {
            labels.add(Label.of(Label.POOL, name(pool)));
        }
    }

    /** Once too many have been looked up, the first of a site speaks for the others. */
    String name(Owner owner) {
        Object key = known.size() < MAX_EXACT || owner.site() == null ? owner : owner.site();
        String name = known.get(key);
        if (name == null) {
            name = names.of(owner);
            known.put(key, name);
        }
        return name;
    }
}
