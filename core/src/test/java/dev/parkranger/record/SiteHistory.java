package dev.parkranger.record;

/** What tests of the judgement may put into a site's counts. */
public final class SiteHistory {
    private SiteHistory() {}

    public static SiteKey site(String name) {
        return new SiteKey(SiteHistory.class, name, name.hashCode());
    }

    public static void ownersEnded(SiteKey site, int count) {
        for (int i = 0; i < count; i++) {
            site.ownerEnded();
        }
    }

    public static void lateEnds(SiteKey site, int count, long now) {
        for (int i = 0; i < count; i++) {
            site.lateEnd(now);
        }
    }
}
