package dev.parkranger.record;

import dev.parkranger.record.TableRacesTest.Entry;
import dev.parkranger.record.TableRacesTest.Table;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** {@link NodeTable} with one of its precautions left out, as one chain. */
final class WeakerTables {

    private WeakerTables() {}

    /** Links of its own, that nothing freezes. */
    private abstract static class Loose implements Table {

        /** A place in the chain. */
        static final class Link {
            final Entry entry;
            final AtomicReference<Link> next = new AtomicReference<>();
            volatile boolean removed;

            Link(Entry entry) {
                this.entry = entry;
            }
        }

        private final AtomicReference<Link> head = new AtomicReference<>();
        private final Map<Entry, Link> links = new ConcurrentHashMap<>();

        @Override
        public void add(Entry entry) {
            Link link = new Link(entry);
            links.put(entry, link);
            Link first;
            do {
                first = head.get();
                link.next.set(first);
            } while (!head.compareAndSet(first, link));
        }

        Link linkOf(Entry entry) {
            return links.get(entry);
        }

        /** Returns whether it was there. */
        boolean unlink(Link link) {
            for (; ; ) {
                AtomicReference<Link> before = head;
                Link at = before.get();
                while (at != null && at != link) {
                    before = at.next;
                    at = before.get();
                }
                if (at == null) {
                    return false;
                }
                if (before.compareAndSet(link, link.next.get())) {
                    return true;
                }
            }
        }

        @Override
        public void forEach(Consumer<Entry> action) {
            for (Link link = head.get(); link != null; link = link.next.get()) {
                action.accept(link.entry);
            }
        }

        @Override
        public int linked() {
            int linked = 0;
            for (Link link = head.get(); link != null; link = link.next.get()) {
                linked++;
            }
            return linked;
        }
    }

    /** The entry before may be unlinked meanwhile, and then this one still follows whoever was before that. */
    static final class Unmarked extends Loose {

        @Override
        public boolean remove(Entry entry) {
            return unlink(linkOf(entry));
        }
    }

    /** Two may both see that it was not removed yet. */
    static final class MarkedByLookAndWrite extends Loose {

        @Override
        public boolean remove(Entry entry) {
            Link link = linkOf(entry);
            if (link.removed) {
                return false;
            }
            link.removed = true;
            synchronized (this) {
                unlink(link);
            }
            return true;
        }
    }

    /** The table's own links and marks, but it goes as far as its own entry once, and not again where that fails. */
    static final class GivesUp implements Table {
        private final AtomicReference<Entry> head = new AtomicReference<>();

        @Override
        public void add(Entry entry) {
            Entry first;
            do {
                first = head.get();
                entry.startAt(first);
            } while (!head.compareAndSet(first, entry));
        }

        @Override
        public void forEach(Consumer<Entry> action) {
            for (Entry entry = head.get(); entry != null; entry = (Entry) entry.successor()) {
                if (!entry.isRemoved()) {
                    action.accept(entry);
                }
            }
        }

        @Override
        public int linked() {
            int linked = 0;
            for (Entry entry = head.get(); entry != null; entry = (Entry) entry.successor()) {
                linked++;
            }
            return linked;
        }

        @Override
        public boolean remove(Entry entry) {
            if (!entry.markRemoved()) {
                return false;
            }
            Entry previous = null;
            for (Entry at = head.get(); at != null && at != entry; at = (Entry) at.successor()) {
                previous = at;
            }
            Entry successor = (Entry) entry.successor();
            if (previous == null) {
                head.compareAndSet(entry, successor);
            } else {
                previous.relink(entry, successor);
            }
            return true;
        }
    }
}
