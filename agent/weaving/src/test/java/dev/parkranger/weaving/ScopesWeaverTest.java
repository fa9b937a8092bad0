package dev.parkranger.weaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parkranger.hooks.HookListener;
import dev.parkranger.hooks.Hooks;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Methods that the option names, woven, loaded and called. */
class ScopesWeaverTest {

    private static final String JOB = Job.class.getName();
    private static final String KEY = "begins " + JOB + "#";

    private final List<String> seen = new ArrayList<>();

    /** All the ways out of a method. Compiled as any class is. */
    public static class Job implements Supplier<String> {

        public void run(String how) {
            long local = how.length();
            if (local == 0) {
                return;
            }
            try {
                go(how);
            } catch (IllegalArgumentException e) {
                local++;
            } finally {
                how = "overwritten";
            }
        }

        private static void go(String how) {
            if (how.equals("caught")) {
                throw new IllegalArgumentException(how);
            }
            if (how.equals("thrown")) {
                throw new IllegalStateException(how);
            }
        }

        public static long runStatic(long a, double b) {
            return a + (long) b;
        }

        public CompletableFuture<String> runLater(CompletableFuture<String> answer) {
            return answer;
        }

        public synchronized int[] runArray() {
            while (true) {
                if (seconds++ > 0) {
                    return new int[] {seconds};
                }
            }
        }

        private int seconds;

        /** Comes with a bridge. */
        @Override
        public String get() {
            return "42";
        }

        public Supplier<String> runLambda() {
            return () -> "in the lambda";
        }
    }

    @BeforeEach
    void listen() {
        Hooks.listen(new HookListener() {
            @Override
            public void methodBegins(String method, String name) {
                seen.add("begins " + method + " as " + name);
            }

            @Override
            public void methodEnds(@Nullable Object result, String method) {
                seen.add("ends " + method + " with " + result);
            }
        });
    }

    @AfterEach
    void listen_no_more() {
        Hooks.listen(null);
    }

    private static byte @Nullable [] weave(String... patterns) throws IOException {
        try (InputStream file = Job.class.getResourceAsStream("ScopesWeaverTest$Job.class")) {
            assertThat(file).isNotNull();
            ScopesWeaver kind = new ScopesWeaver(List.of(patterns), HookTable.HOOKS);
            return new ApplicationWeaver(new Signs(), List.of(kind)).weave(JOB.replace('.', '/'), file.readAllBytes());
        }
    }

    private static final class Loader extends ClassLoader {
        Loader() {
            super(ScopesWeaverTest.class.getClassLoader());
        }

        Class<?> define(byte[] code) {
            return defineClass(JOB, code, 0, code.length);
        }
    }

    private static Object call(String pattern, String method, Object... arguments) throws Exception {
        byte[] woven = weave(pattern);
        assertThat(woven).isNotNull();
        Class<?> type = new Loader().define(woven);
        for (Method each : type.getMethods()) {
            if (each.getName().equals(method) && !each.isBridge()) {
                return each.invoke(type.getConstructor().newInstance(), arguments);
            }
        }
        throw new NoSuchMethodException(method);
    }

    private static String begins(String method) {
        return KEY + method + " as ScopesWeaverTest.Job." + method;
    }

    private static String ends(String method, @Nullable Object result) {
        return "ends " + JOB + "#" + method + " with " + result;
    }

    @Test
    void every_way_out_ends_a_scope_once() throws Exception {
        for (String how : new String[] {"", "straight", "caught"}) {
            seen.clear();
            call(JOB + "#run", "run", how);
            assertThat(seen).containsExactly(begins("run"), ends("run", null));
        }
        seen.clear();
        assertThatThrownBy(() -> call(JOB + "#run", "run", "thrown"))
                .isInstanceOf(InvocationTargetException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(seen).containsExactly(begins("run"), ends("run", null));
    }

    @Test
    void static_methods_numbers_arrays_and_loops_are_scopes_too() throws Exception {
        assertThat(call("*Job#run*", "runStatic", 40L, 2.5)).isEqualTo(42L);
        assertThat(call("*Job#run*", "runArray")).isEqualTo(new int[] {2});
        assertThat(seen)
                .containsExactly(
                        begins("runStatic"), ends("runStatic", null), begins("runArray"), ends("runArray", null));
    }

    @Test
    void what_is_returned_is_told_and_returned() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();

        assertThat(call("dev.*.Scopes*$Job#*Later", "runLater", answer)).isSameAs(answer);
        assertThat(seen).containsExactly(begins("runLater"), ends("runLater", answer));
    }

    @Test
    void bridges_lambdas_and_constructors_are_no_scopes() throws Exception {
        assertThat(call("*#*", "get")).isEqualTo("42");
        assertThat(seen).containsExactly(begins("get"), ends("get", "42"));
        seen.clear();
        Supplier<?> lambda = (Supplier<?>) call("*#*ambda*", "runLambda");
        seen.clear();
        assertThat(lambda.get()).isEqualTo("in the lambda");
        assertThat(seen).isEmpty();
    }

    @Test
    void other_classes_and_methods_are_untouched() throws IOException {
        assertThat(weave()).isNull();
        assertThat(weave("com.acme.Job#run")).isNull();
        assertThat(weave(JOB + "#walk")).isNull();
        assertThat(weave("*.Job#run")).as("a nested class has another name").isNull();
    }

    @Test
    void names_are_short() {
        assertThat(ScopesWeaver.nameOf("com.acme.OrderHandler", "handle")).isEqualTo("OrderHandler.handle");
        assertThat(ScopesWeaver.nameOf("com.acme.Orders$Handler", "handle")).isEqualTo("Orders.Handler.handle");
        assertThat(ScopesWeaver.nameOf("Main", "run")).isEqualTo("Main.run");
    }
}
