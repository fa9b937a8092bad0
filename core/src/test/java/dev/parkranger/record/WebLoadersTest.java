package dev.parkranger.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

/** Whose loader it is that somebody holds. */
class WebLoadersTest {
    private final WebLoaders loaders = new WebLoaders();
    private final ClassLoader loader = new ClassLoader() {};

    private static ScopeRecord application(boolean stopped) {
        ScopeRecord scope = ScopeRecord.webApplication("/shop", SiteHistory.site("/shop"), 1);
        if (stopped) {
            scope.end(2);
        }
        return scope;
    }

    @Test
    void a_loader_that_nobody_has_noted_is_nobodys() {
        assertThat(loaders.stopped(loader)).isNull();
    }

    @Test
    void a_loader_of_a_stopped_application_is_known_and_so_are_its_children() {
        ScopeRecord stopped = application(true);
        loaders.note(loader, stopped);

        assertThat(loaders.stopped(loader)).isSameAs(stopped);
        assertThat(loaders.stopped(new ClassLoader(loader) {})).isSameAs(stopped);
        assertThat(loaders.stopped(new ClassLoader(null) {})).isNull();
    }

    @Test
    void a_loader_that_a_running_application_shares_is_rightly_there() {
        loaders.note(loader, application(true));
        loaders.note(loader, application(false));

        assertThat(loaders.stopped(loader)).isNull();
    }

    @Test
    void a_loader_is_not_kept_for_being_noted() throws InterruptedException {
        WeakReference<ClassLoader> gone = noteOne();
        for (int i = 0; i < 100 && gone.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        loaders.sweep();

        assertThat(gone.get()).isNull();
    }

    private WeakReference<ClassLoader> noteOne() {
        ClassLoader other = new ClassLoader() {};
        loaders.note(other, application(true));
        return new WeakReference<>(other);
    }
}
