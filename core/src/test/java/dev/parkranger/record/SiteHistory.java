package dev.parkranger.record;

/** What tests of the judgement may put into a site's counts. */
public final class SiteHistory {
    private SiteHistory() {}

    public static SiteKey site(String name) {
        return new SiteKey(SiteHistory.class, name, name.hashCode());
    }

    /** @param kind the owners' own site */
    public static void ownersEnded(SiteKey site, SiteKey kind, int count) {
        for (int i = 0; i < count; i++) {
            site.ownerEnded(kind);
        }
    }

    /** A pooled task that has run. */
    public static Owner endedTask(SiteKey site, long now) {
        RunRecord run =
                new RunRecord(new Object(), null, Origin.UNKNOWN, Application.INSTANCE, null, site, false, now - 1);
        run.end(now);
        return run;
    }

    /** A task that was started by one of this site, which goes on. */
    public static Owner startedBy(SiteKey starters, long now) {
        Owner starter =
                new RunRecord(new Object(), null, Origin.UNKNOWN, Application.INSTANCE, null, starters, false, now);
        return new RunRecord(new Object(), null, Origin.UNKNOWN, starter, null, null, false, now);
    }

    public static void undercount(SiteKey site) {
        site.undercount();
    }

    public static void lateEnds(SiteKey site, int count, long now) {
        for (int i = 0; i < count; i++) {
            site.lateEnd(now);
        }
    }

    public static void lateShutDowns(SiteKey site, int count, long now) {
        for (int i = 0; i < count; i++) {
            site.lateShutDown(now);
        }
    }

    /** A living task of the site has gone on after so long a stand still. */
    public static void pauseEnded(SiteKey site, long nanos) {
        site.countLiving();
        site.pauseEnded(nanos);
    }
}
