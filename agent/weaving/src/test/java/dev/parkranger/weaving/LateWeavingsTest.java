package dev.parkranger.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is looked for before the kinds are there must be enough to call for them. */
class LateWeavingsTest {

    private static byte[] read(Class<?> type) throws IOException {
        try (InputStream file = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return file.readAllBytes();
        }
    }

    private static boolean isNoticed(Class<?> type) throws IOException {
        Signs signs = new Signs();
        LateWeavings.SIGNS.forEach(signs::add);
        return signs.in(read(type)) != 0;
    }

    @Test
    void every_class_that_is_chosen_by_name_is_a_sign() {
        assertThat(LateWeavings.SIGNS)
                .containsAll(WebApplicationWeaver.STOPPED_BY.keySet())
                .containsAll(PoolRules.types());
    }

    @Test
    void every_sign_by_which_a_servlet_or_web_application_is_known_is_one_here() {
        Signs known = new Signs();
        LateWeavings.SIGNS.forEach(known::add);
        int before = known.size();
        new ServletWeaver(known, Gate.TYPE);
        new WebApplicationWeaver(known, Gate.TYPE);

        assertThat(known.size()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(classes = {com.sun.net.httpserver.Filter.Chain.class, OfItsOwn.class, Declared.class, Inherited.class})
    void handlers_and_executors_of_every_shape_are_noticed(Class<?> type) throws IOException {
        assertThat(isNoticed(type)).isTrue();
    }

    @Test
    void most_classes_are_not() throws IOException {
        assertThat(isNoticed(LateWeavingsTest.class.getSuperclass())).isFalse();
        assertThat(isNoticed(String.class)).isFalse();
    }

    @Test
    void once_asked_for_they_stay() throws IOException {
        LateWeavings late = new LateWeavings(List.of(), new ExecutorTypes());

        assertThat(late.weave("java/lang/String", read(String.class))).isNull();
        assertThat(late.weave(OfItsOwn.class.getName().replace('.', '/'), read(OfItsOwn.class)))
                .isNotNull();
        assertThat(late.ready()).isSameAs(late.ready());
        assertThat(late.hooks()).containsKeys("servlet", "http-server").doesNotContainKey("scopes");
    }

    static final class OfItsOwn {
        private final List<Runnable> tasks = new ArrayList<>();

        public void execute(Runnable task) {
            tasks.add(task);
        }
    }

    abstract static class Declared implements java.util.concurrent.Executor {}

    abstract static class Inherited extends java.util.concurrent.AbstractExecutorService {}
}
