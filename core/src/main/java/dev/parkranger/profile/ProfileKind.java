package dev.parkranger.profile;

import org.jspecify.annotations.Nullable;

/** The profiles there are, each under the name that Go's tools know and under a plain one. */
public enum ProfileKind {
    GOROUTINE("goroutine", "threads", true, "all live threads, platform and virtual, by where they are"),
    CREATION("threadcreate", "threadcreate", true, "live threads and running tasks, by where they were created"),
    LEAK("goroutineleak", "threadleak", false, "suspects alone, by where they wait and where they were created");

    private final String goName;
    private final String plainName;
    private final boolean hasDelta;
    private final String meaning;

    ProfileKind(String goName, String plainName, boolean hasDelta, String meaning) {
        this.goName = goName;
        this.plainName = plainName;
        this.hasDelta = hasDelta;
        this.meaning = meaning;
    }

    public String goName() {
        return goName;
    }

    public String plainName() {
        return plainName;
    }

    /** Whether Go gives out the difference of two such profiles. */
    public boolean hasDelta() {
        return hasDelta;
    }

    public String meaning() {
        return meaning;
    }

    /** Null for a name that nobody knows. */
    public static @Nullable ProfileKind of(String name) {
        for (ProfileKind kind : values()) {
            if (kind.goName.equals(name) || kind.plainName.equals(name)) {
                return kind;
            }
        }
        return null;
    }
}
