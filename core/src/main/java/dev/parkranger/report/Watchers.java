package dev.parkranger.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongPredicate;

/**
 * Those who watch from another process: each gets the table in a folder of its own after every look, for as long as the
 * folder and the process are there.
 */
public final class Watchers {

    /** More than that are not people. */
    static final int MOST = 8;

    private record Watcher(Path folder, long pid) {}

    private final List<Watcher> all = new CopyOnWriteArrayList<>();
    private final LongPredicate isAlive;

    public Watchers() {
        this(pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }

    /** @param isAlive whether a process of this id is there */
    Watchers(LongPredicate isAlive) {
        this.isAlive = isAlive;
    }

    /**
     * From the next look on.
     *
     * @throws IllegalStateException where there are too many
     */
    public void add(Path folder, long pid) {
        dropGone();
        if (all.size() >= MOST) {
            throw new IllegalStateException("this JVM is watched by " + MOST + " already");
        }
        all.add(new Watcher(folder, pid));
    }

    /** Called by the reaper. Never throws: a watcher that cannot be shown anything is gone. */
    public void show(Report report, Duration interval) {
        if (all.isEmpty()) {
            return;
        }
        dropGone();
        String table = TableReport.text(report, interval);
        all.removeIf(watcher -> !isShown(watcher, table));
    }

    private static boolean isShown(Watcher watcher, String table) {
        try {
            Path fresh = watcher.folder.resolve("table.fresh");
            Files.writeString(fresh, table);
            Files.move(fresh, watcher.folder.resolve("table"), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private void dropGone() {
        all.removeIf(watcher -> !isAlive.test(watcher.pid) || !Files.isDirectory(watcher.folder));
    }
}
