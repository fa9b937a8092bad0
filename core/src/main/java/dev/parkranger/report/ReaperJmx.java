package dev.parkranger.report;

import dev.parkranger.options.BadOption;
import dev.parkranger.options.Durations;
import dev.parkranger.options.Options;
import dev.parkranger.verdict.Confidence;
import dev.parkranger.verdict.IgnoreUse;
import dev.parkranger.verdict.Resolved;
import dev.parkranger.verdict.Suspect;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** The reaper as JMX shows it. Attributes come from the latest report: reading them makes nobody look. */
public final class ReaperJmx extends NotificationBroadcasterSupport implements ReaperMXBean {
    public static final String FOUND = "parkranger.suspect.found";
    public static final String RESOLVED = "parkranger.suspect.resolved";

    private final Control control;
    private final ObjectName name;
    private final AtomicLong notifications = new AtomicLong();

    ReaperJmx(Control control, ObjectName name) {
        super(
                new JmxListeners(),
                new MBeanNotificationInfo(
                        new String[] {FOUND, RESOLVED},
                        Notification.class.getName(),
                        "a group of leaked tasks found or resolved; its id is the user data"));
        this.control = control;
        this.name = name;
    }

    /** Tells the listeners, and does not wait for them. */
    public void announce(News news) {
        for (Suspect suspect : news.found()) {
            send(FOUND, suspect.id(), SuspectText.of(suspect, ""));
        }
        for (Resolved resolved : news.resolved()) {
            send(RESOLVED, resolved.id(), TextReport.resolved(resolved));
        }
    }

    private void send(String type, String id, String text) {
        Notification notification = new Notification(type, name, notifications.incrementAndGet(), text);
        notification.setUserData(id);
        sendNotification(notification);
    }

    @Override
    public boolean isArmed() {
        return control.latest().agent().armed();
    }

    @Override
    public long getLivePlatformThreads() {
        return control.latest().live().platform();
    }

    @Override
    public long getLiveVirtualThreads() {
        return control.latest().live().virtual();
    }

    @Override
    public long getLiveSubmittedTasks() {
        return control.latest().live().submitted();
    }

    @Override
    public long getStartedTotal() {
        return control.latest().totals().started();
    }

    @Override
    public long getEndedTotal() {
        return control.latest().totals().ended();
    }

    @Override
    public int getWatchCount() {
        return groups(Confidence.WATCH);
    }

    @Override
    public int getSuspectCount() {
        return groups(Confidence.SUSPECT);
    }

    @Override
    public int getLeakCount() {
        return groups(Confidence.LEAK);
    }

    @Override
    public int getProvenCount() {
        return groups(Confidence.PROVEN);
    }

    @Override
    public long getSuppressedErrors() {
        return control.latest().agent().suppressedErrors();
    }

    @Override
    public long getDroppedRecords() {
        return control.latest().agent().droppedRecords();
    }

    @Override
    public long getLastLookMillis() {
        return control.latest().agent().lastLookMillis();
    }

    @Override
    public int getHttpPort() {
        return control.httpPort();
    }

    @Override
    public String takeSnapshot() {
        return control.snapshots().take();
    }

    @Override
    public String[] listSnapshots() {
        return control.snapshots().list().toArray(new String[0]);
    }

    @Override
    public String diffSnapshots(@Nullable String one, @Nullable String other) {
        return control.snapshots().diff(one == null ? "" : one, other == null ? "" : other);
    }

    @Override
    public String dumpSuspects() {
        return new TextReport().text(control.latest());
    }

    @Override
    public String dumpSuspectsAsJson() {
        return new JsonReport().text(control.latest());
    }

    @Override
    public void reapNow() {
        control.reapNow();
    }

    @Override
    public String proveCost() {
        return control.proofCost();
    }

    @Override
    public String prove() {
        return control.prove();
    }

    @Override
    public String dumpSettings() {
        Options options = control.options();
        Report latest = control.latest();
        StringBuilder text = new StringBuilder("interval=").append(Durations.text(options.interval()));
        text.append("\ngrace=").append(Durations.text(options.grace()));
        text.append("\nignore=").append(String.join(";", options.ignore())).append('\n');
        for (IgnoreUse use : latest.ignored()) {
            text.append("# ").append(IgnoreText.of(use, latest.at())).append('\n');
        }
        return text.toString();
    }

    @Override
    public void changeInterval(@Nullable String interval) {
        change(Change.INTERVAL, interval);
    }

    @Override
    public void changeGrace(@Nullable String grace) {
        change(Change.GRACE, grace);
    }

    @Override
    public void changeIgnore(@Nullable String ignore) {
        change(Change.IGNORE, ignore);
    }

    @Override
    public void disarm(@Nullable String reason) {
        control.disarm(reason == null || reason.isBlank() ? "asked to over JMX" : reason.strip());
    }

    private enum Change {
        INTERVAL,
        GRACE,
        IGNORE
    }

    /** One at a time: two changes at once must not undo each other. */
    private synchronized void change(Change change, @Nullable String text) {
        String value = text == null ? "" : text;
        Options options = control.options();
        try {
            control.change(
                    switch (change) {
                        case INTERVAL -> options.withInterval(value);
                        case GRACE -> options.withGrace(value);
                        case IGNORE -> options.withIgnore(value);
                    });
        } catch (BadOption e) {
            // A remote client has no class of ours to read the exception with.
            throw new IllegalArgumentException(e.problem() + "; nothing was changed");
        }
    }

    private int groups(Confidence confidence) {
        int groups = 0;
        for (Suspect suspect : control.latest().suspects()) {
            if (suspect.confidence() == confidence) {
                groups++;
            }
        }
        return groups;
    }
}
