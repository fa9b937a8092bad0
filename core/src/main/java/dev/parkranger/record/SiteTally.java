package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/**
 * The sites at which one owner has started something, each once; a short linked list that only the owner's own thread
 * extends.
 */
public record SiteTally(SiteKey key, @Nullable SiteTally next) {

    /** An owner that starts things at more sites than this is a framework; the rest is not counted for it. */
    private static final int MAX = 8;

    static @Nullable SiteTally with(@Nullable SiteTally tally, SiteKey key) {
        return with(tally, key, MAX);
    }

    static @Nullable SiteTally with(@Nullable SiteTally tally, SiteKey key, int max) {
        int length = 0;
        for (SiteTally link = tally; link != null; link = link.next) {
            if (link.key == key) {
                return tally;
            }
            length++;
        }
        if (length >= max) {
            key.undercount();
            return tally;
        }
        return new SiteTally(key, tally);
    }

    /** @param owners the owner's own site */
    static void ownerEnded(@Nullable SiteTally tally, @Nullable SiteKey owners) {
        for (SiteTally link = tally; link != null; link = link.next) {
            link.key.ownerEnded(owners);
        }
    }
}
