package dev.parkranger.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A request, a web application, or any other scope that somebody opened. It may be open on several threads, each of which
 * has a {@link ScopeFrame} for it, or on none, as an asynchronous request is while it waits.
 */
public final class ScopeRecord implements Owner {

    private static final int MAX_ANCESTORS = 16;

    /** A web application starts things at many sites, and ends seldom. */
    private static final int MAX_SITES_OF_WEB_APPLICATION = 256;

    private static final VarHandle ENDING;

    static {
        try {
            ENDING = MethodHandles.lookup().findVarHandle(ScopeRecord.class, "ending", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String name;
    private final @Nullable SiteKey site;
    private final boolean webApplication;
    private final long openedNanos;
    private volatile long endedNanos;
    private volatile long endOrdinal;

    @SuppressWarnings("UnusedVariable") // read through ENDING
    private volatile boolean ending;

    private volatile @Nullable Owner parent;
    private volatile @Nullable SiteTally sites;
    private volatile boolean carriedOn;

    /** @param site of all scopes of its name; null where they are not counted */
    public ScopeRecord(String name, @Nullable SiteKey site, @Nullable Owner parent, long now) {
        this(name, site, parent, now, false);
    }

    private ScopeRecord(String name, @Nullable SiteKey site, @Nullable Owner parent, long now, boolean webApplication) {
        this.name = name;
        this.webApplication = webApplication;
        this.site = site;
        this.parent = parent;
        this.openedNanos = now;
    }

    /** Within it things are as within the application: its threads hand out pieces of work, its pools are shared. */
    static ScopeRecord webApplication(String name, SiteKey site, long now) {
        return new ScopeRecord(name, site, Application.INSTANCE, now, true);
    }

    /** The web application that an owner belongs to, as far as is still known; null where it belongs to none. */
    static @Nullable ScopeRecord webApplicationOf(@Nullable Owner owner) {
        Owner ancestor = owner;
        for (int i = 0; i < MAX_ANCESTORS && ancestor != null; i++) {
            if (isWebApplication(ancestor)) {
                return (ScopeRecord) ancestor;
            }
            ancestor = ancestor.parent();
        }
        return null;
    }

    static boolean isWebApplication(@Nullable Owner owner) {
        return owner instanceof ScopeRecord scope && scope.webApplication;
    }

    /** What a person would call it, {@code GET /orders}; bounded in number. */
    public String name() {
        return name;
    }

    @Override
    public OwnerKind kind() {
        return OwnerKind.SCOPE;
    }

    @Override
    public long endedNanos() {
        return endedNanos;
    }

    @Override
    public Origin origin() {
        return Origin.UNKNOWN;
    }

    @Override
    public @Nullable Owner parent() {
        return parent;
    }

    /** A scope is a piece of work of its own, whichever thread serves it. */
    @Override
    public long lineage() {
        return (int) openedNanos;
    }

    /** All scopes of its name. */
    @Override
    public @Nullable SiteKey site() {
        return site;
    }

    @Override
    public long endOrdinal() {
        return endOrdinal;
    }

    /** It goes on elsewhere: that the thread which opened it ends is not its end. */
    void carryOn() {
        carriedOn = true;
    }

    boolean isCarriedOn() {
        return carriedOn;
    }

    /** Threads that share a scope may lose each other's entry here, and one owner less is then counted for a site. */
    void tally(SiteKey key) {
        sites = webApplication ? SiteTally.with(sites, key, MAX_SITES_OF_WEB_APPLICATION) : SiteTally.with(sites, key);
    }

    /** Ends it; once more does nothing. The thread that closes it and one that completes a request may race here. */
    public void end(long now) {
        if (!ENDING.compareAndSet(this, false, true)) {
            return;
        }
        SiteKey own = site;
        if (own != null) {
            endOrdinal = own.instanceEnded();
        }
        endedNanos = now;
        if (!isWebApplication(parent)) {
            // A web application is nobody's but the application's: to know it makes no chain that grows.
            parent = null;
        }
        SiteTally.ownerEnded(sites, site());
        sites = null;
    }
}
