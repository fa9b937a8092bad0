package dev.parkranger.profile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last few profiles that somebody took to compare them. Bounded in number and in size. */
public final class Snapshots {

    static final int MAX = 16;

    /** Of one snapshot; what is rarer than these has not leaked. */
    private static final int MAX_GROUPS = 2_048;

    /** One of them, under the number that it was given. */
    record Snapshot(String id, Profile profile) {}

    private final Profiles profiles;
    private final Deque<Snapshot> kept = new ArrayDeque<>();
    private int taken;

    public Snapshots(Profiles profiles) {
        this.profiles = profiles;
    }

    /** Takes one, and forgets the oldest where there are too many; returns what to call it by. */
    public String take() {
        Profile profile = profiles.take(ProfileKind.GOROUTINE).largest(MAX_GROUPS);
        synchronized (kept) {
            Snapshot snapshot = new Snapshot(Integer.toString(++taken), profile);
            kept.addLast(snapshot);
            if (kept.size() > MAX) {
                kept.removeFirst();
            }
            return snapshot.id();
        }
    }

    /** One line each, the oldest first, beginning with the id. */
    public List<String> list() {
        List<String> lines = new ArrayList<>();
        synchronized (kept) {
            for (Snapshot snapshot : kept) {
                lines.add(DiffText.line(snapshot));
            }
        }
        return lines;
    }

    /**
     * What has changed from one to the other, whichever is older.
     *
     * @throws IllegalArgumentException for an id that is not, or no longer, there
     */
    public String diff(String one, String other) {
        Snapshot a;
        Snapshot b;
        synchronized (kept) {
            a = find(one);
            b = find(other);
        }
        return a.profile().at().isAfter(b.profile().at()) ? DiffText.of(b, a) : DiffText.of(a, b);
    }

    private Snapshot find(String id) {
        for (Snapshot snapshot : kept) {
            if (snapshot.id().equals(id.strip())) {
                return snapshot;
            }
        }
        List<String> ids = new ArrayList<>();
        kept.forEach(snapshot -> ids.add(snapshot.id()));
        throw new IllegalArgumentException("found the snapshot \"" + id + "\", there "
                + (ids.isEmpty() ? "are none: take one first" : "are " + String.join(", ", ids)));
    }
}
