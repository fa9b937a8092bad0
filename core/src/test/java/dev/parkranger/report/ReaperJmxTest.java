package dev.parkranger.report;

import static dev.parkranger.report.Samples.quotes;
import static dev.parkranger.report.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.parkranger.options.Options;
import dev.parkranger.profile.Parked;
import dev.parkranger.profile.Profiles;
import dev.parkranger.profile.Snapshots;
import dev.parkranger.reaper.CodeMap;
import dev.parkranger.reaper.LiveStacks;
import dev.parkranger.record.FakeTime;
import dev.parkranger.record.Registry;
import dev.parkranger.verdict.Confidence;
import dev.parkranger.verdict.IgnoreUse;
import dev.parkranger.verdict.Resolved;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReaperJmxTest {

    /** More than enough for what takes no time. */
    private static final long SECONDS = 20;

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final FakeControl control = new FakeControl();
    private ObjectName name;
    private JmxRegistration registration;

    @BeforeEach
    void register() throws JMException {
        name = new ObjectName("dev.parkranger:type=Reaper");
        registration = JmxRegistration.register(server, control);
    }

    @Test
    void the_attributes_are_the_contracts_and_plain() throws JMException {
        assertThat(server.getMBeanInfo(name).getAttributes())
                .extracting(MBeanAttributeInfo::getName)
                .containsExactlyInAnyOrder(
                        "Armed",
                        "LivePlatformThreads",
                        "LiveVirtualThreads",
                        "LiveSubmittedTasks",
                        "StartedTotal",
                        "EndedTotal",
                        "WatchCount",
                        "SuspectCount",
                        "LeakCount",
                        "ProvenCount",
                        "SuppressedErrors",
                        "DroppedRecords",
                        "LastLookMillis",
                        "HttpPort");
        assertThat(server.getMBeanInfo(name).getAttributes())
                .extracting(MBeanAttributeInfo::getType)
                .containsOnly("int", "long", "boolean");
    }

    @Test
    void the_attributes_tell_the_latest_report() throws JMException {
        control.latest = report(
                quotes().build(),
                quotes().build(),
                quotes().confidence(Confidence.SUSPECT).build(),
                quotes().confidence(Confidence.WATCH).build());

        assertThat(server.getAttribute(name, "Armed")).isEqualTo(true);
        assertThat(server.getAttribute(name, "LivePlatformThreads")).isEqualTo(31L);
        assertThat(server.getAttribute(name, "StartedTotal")).isEqualTo(100L);
        assertThat(server.getAttribute(name, "LeakCount")).isEqualTo(2);
        assertThat(server.getAttribute(name, "SuspectCount")).isEqualTo(1);
        assertThat(server.getAttribute(name, "WatchCount")).isEqualTo(1);
        assertThat(server.getAttribute(name, "ProvenCount")).isEqualTo(0);
        assertThat(server.getAttribute(name, "LastLookMillis")).isEqualTo(3L);
    }

    @Test
    void the_dumps_are_operations() throws JMException {
        control.latest = report(quotes().build());

        assertThat(call("dumpSuspects")).isEqualTo(new TextReport().text(control.latest));
        assertThat(call("dumpSuspectsAsJson")).isEqualTo(new JsonReport().text(control.latest));
    }

    @Test
    void a_look_can_be_asked_for() throws JMException {
        call("reapNow");

        assertThat(control.looks).isEqualTo(1);
    }

    @Test
    void snapshots_are_taken_listed_and_compared() throws JMException {
        assertThat((String[]) call("listSnapshots")).isEmpty();

        assertThat(call("takeSnapshot")).isEqualTo("1");
        assertThat(call("takeSnapshot")).isEqualTo("2");

        assertThat((String[]) call("listSnapshots")).hasSize(2).allMatch(line -> line.matches("[12]  2026-.*"));
        assertThat(call("diffSnapshots", "1", "2")).asString().contains("nothing has changed");
        assertThatThrownBy(() -> call("diffSnapshots", "1", null))
                .isInstanceOf(RuntimeMBeanException.class)
                .cause()
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("found the snapshot \"\", there are 1, 2");
    }

    @Test
    void settings_change_at_run_time() throws JMException {
        call("changeInterval", "1s");
        call("changeGrace", "5s");
        call("changeIgnore", "thread:a;frame:b");

        assertThat(control.options.interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(control.options.grace()).isEqualTo(Duration.ofSeconds(5));
        assertThat(control.options.ignore()).containsExactly("thread:a", "frame:b");
        assertThat(call("dumpSettings")).isEqualTo("interval=1s\ngrace=5s\nignore=thread:a;frame:b\n");
    }

    @Test
    void the_settings_tell_what_each_entry_of_ignore_has_matched() throws JMException {
        control.latest = Samples.with(
                report(), new IgnoreUse("thread:a", IgnoreUse.State.MATCHED, 1, List.of("1f3a9c02"), Samples.NOON, ""));

        assertThat((String) call("dumpSettings")).endsWith("\n# thread:a: 1 group (1f3a9c02), last seen 12:00:00\n");
    }

    @Test
    void a_bad_setting_is_refused_with_what_is_allowed() {
        Options before = control.options;

        assertThatThrownBy(() -> call("changeGrace", "10x"))
                .isInstanceOf(RuntimeMBeanException.class)
                .cause()
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("option grace: found \"10x\", allowed: a duration such as 500ms, 10s, 5m or 1h,"
                        + " at most 87600h; nothing was changed");
        assertThatThrownBy(() -> call("changeInterval", (String) null)).isInstanceOf(RuntimeMBeanException.class);
        assertThat(control.options).isSameAs(before);
    }

    @Test
    void it_can_be_disarmed() throws JMException {
        call("disarm", "release night");
        assertThat(control.disarmed).isEqualTo("release night");

        call("disarm", (String) null);
        assertThat(control.disarmed).isEqualTo("asked to over JMX");
    }

    @Test
    void listeners_hear_of_suspects_found_and_resolved() throws JMException, InterruptedException {
        BlockingQueue<Notification> all = new LinkedBlockingQueue<>();
        server.addNotificationListener(name, (notification, handback) -> all.add(notification), null, null);

        registration
                .reaper()
                .announce(new News(
                        List.of(quotes().build()),
                        List.of(new Resolved("deadbeef", Samples.NOON, 3, "all have ended")),
                        List.of()));

        List<Notification> heard = new ArrayList<>();
        heard.add(all.poll(SECONDS, TimeUnit.SECONDS));
        heard.add(all.poll(SECONDS, TimeUnit.SECONDS));
        assertThat(heard)
                .extracting(Notification::getType, Notification::getUserData)
                .containsExactly(
                        tuple("parkranger.suspect.found", "1f3a9c02"),
                        tuple("parkranger.suspect.resolved", "deadbeef"));
        assertThat(heard.get(0).getMessage()).startsWith("LEAK 1f3a9c02  12 platform threads");
        assertThat(heard.get(0).getSource()).isEqualTo(name);
    }

    @Test
    void a_listener_that_fails_fails_neither_us_nor_the_next_notification() throws JMException, InterruptedException {
        BlockingQueue<Notification> heard = new LinkedBlockingQueue<>();
        server.addNotificationListener(
                name,
                (notification, handback) -> {
                    heard.add(notification);
                    throw new LinkageError("of the application");
                },
                null,
                null);

        News news = new News(List.of(quotes().build()), List.of(), List.of());
        registration.reaper().announce(news);
        registration.reaper().announce(news);

        assertThat(heard.poll(SECONDS, TimeUnit.SECONDS)).isNotNull();
        assertThat(heard.poll(SECONDS, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void a_listener_that_blocks_holds_up_no_look() throws JMException, InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        BlockingQueue<Boolean> released = new LinkedBlockingQueue<>();
        server.addNotificationListener(
                name,
                (notification, handback) -> {
                    entered.countDown();
                    try {
                        released.add(left.await(SECONDS, TimeUnit.SECONDS));
                    } catch (InterruptedException e) {
                        released.add(false);
                    }
                },
                null,
                null);

        registration.reaper().announce(new News(List.of(quotes().build()), List.of(), List.of()));
        assertThat(entered.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        left.countDown();

        assertThat(released.poll(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void the_name_is_taken_once_and_given_back() throws JMException {
        assertThatThrownBy(() -> JmxRegistration.register(server, control))
                .isInstanceOf(InstanceAlreadyExistsException.class);

        registration.close();
        registration.close();

        assertThat(server.isRegistered(name)).isFalse();
    }

    private Object call(String operation, String... arguments) throws JMException {
        String[] signature = new String[arguments.length];
        Arrays.fill(signature, String.class.getName());
        return server.invoke(name, operation, arguments, signature);
    }

    private static final class FakeControl implements Control {
        private Report latest = report();
        private Options options = Options.defaults();
        private final Registry registry = new Registry(100);
        private final FakeTime time = new FakeTime();
        private final Profiles profiles = new Profiles(
                registry, new LiveStacks(registry), new CodeMap(List.of()), time, time, List::of, () -> Parked.NOBODY);
        private final Snapshots snapshots = new Snapshots(profiles);
        private String disarmed;
        private int looks;

        @Override
        public Report latest() {
            return latest;
        }

        @Override
        public void reapNow() {
            looks++;
        }

        @Override
        public Options options() {
            return options;
        }

        @Override
        public void change(Options changed) {
            options = changed;
        }

        @Override
        public void disarm(String reason) {
            disarmed = reason;
        }

        @Override
        public Profiles profiles() {
            return profiles;
        }

        @Override
        public Snapshots snapshots() {
            return snapshots;
        }

        @Override
        public int httpPort() {
            return 0;
        }

        @Override
        public String proofCost() {
            return "heap in use 3 MB";
        }

        @Override
        public String prove() {
            throw new IllegalStateException("no proof was made: found 9 MB free");
        }
    }
}
