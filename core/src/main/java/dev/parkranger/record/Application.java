package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/** The owner of what is meant to live as long as the JVM: start-up, class initialisers, the JDK's own. Never ends. */
public enum Application implements Owner {
    INSTANCE;

    @Override
    public OwnerKind kind() {
        return OwnerKind.APPLICATION;
    }

    @Override
    public long endedNanos() {
        return 0;
    }

    @Override
    public Origin origin() {
        return Origin.UNKNOWN;
    }

    @Override
    public @Nullable Owner parent() {
        return null;
    }

    @Override
    public long lineage() {
        return 0;
    }

    @Override
    public @Nullable SiteTally sites() {
        return null;
    }
}
