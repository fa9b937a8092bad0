package dev.parkranger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Without the agent: nothing happens, and nothing is in the way. */
@SuppressWarnings("try") // that they are open is all there is to them
class OwnerScopeTest {

    @Test
    void scopes_nest_and_close_in_any_order_as_often_as_one_likes() {
        OwnerScope outer = OwnerScope.open("outer");
        OwnerScope inner = OwnerScope.open("inner");

        assertThatCode(() -> {
                    outer.close();
                    inner.close();
                    inner.close();
                    outer.close();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void there_is_always_a_current_one_and_closing_it_is_harmless() {
        assertThat(OwnerScope.current()).isNotNull();
        try (OwnerScope scope = OwnerScope.open("import")) {
            OwnerScope.current().close();
            assertThat(OwnerScope.current()).isNotNull();
        }
    }

    @Test
    void resuming_and_detaching_give_something_to_close() {
        try (OwnerScope scope = OwnerScope.open("import");
                OwnerScope again = scope.resume();
                OwnerScope still = again.resume();
                OwnerScope lasting = OwnerScope.detached()) {
            assertThat(scope).isNotNull();
            assertThat(again).isNotNull();
            assertThat(still).isNotNull();
            assertThat(lasting).isNotNull();
        }
    }

    @Test
    void no_object_is_made() {
        assertThat(OwnerScope.open("one")).isSameAs(OwnerScope.open("another")).isSameAs(OwnerScope.detached());
    }

    @Test
    void a_carried_task_is_the_task_itself() throws Exception {
        OwnerScope scope = OwnerScope.open("import");
        Runnable task = () -> {};
        Callable<String> asking = () -> "42";

        assertThat(scope.carry(task)).isSameAs(task);
        assertThat(scope.carry(asking)).isSameAs(asking);
        assertThat(OwnerScope.current().carry(asking).call()).isEqualTo("42");
    }

    @Test
    void what_a_carried_task_throws_passes_through() {
        OwnerScope scope = OwnerScope.open("import");
        Runnable failing = () -> {
            throw new IllegalStateException("mine");
        };
        Callable<String> broken = () -> {
            throw new IOException("mine too");
        };

        assertThatThrownBy(() -> scope.carry(failing).run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mine");
        assertThatThrownBy(() -> scope.carry(broken).call())
                .isInstanceOf(IOException.class)
                .hasMessage("mine too");
    }

    @Test
    void null_is_refused_here_too_in_clear_words() {
        OwnerScope scope = OwnerScope.current();

        assertThatNullPointerException()
                .isThrownBy(() -> OwnerScope.open(null))
                .withMessageContaining("name of an owner scope");
        assertThatNullPointerException()
                .isThrownBy(() -> scope.carry((Runnable) null))
                .withMessageContaining("task");
        assertThatNullPointerException()
                .isThrownBy(() -> scope.carry((Callable<?>) null))
                .withMessageContaining("task");
    }
}
