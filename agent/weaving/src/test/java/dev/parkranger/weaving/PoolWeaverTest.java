package dev.parkranger.weaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parkranger.hooks.HookListener;
import dev.parkranger.hooks.Hooks;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executors of an application, woven as they load, and told what to do. */
class PoolWeaverTest {

    private static final String GATE = "dev/parkranger/weaving/PoolWeaverTest$Gate";
    private static final Object TOKEN = new Object();

    private final List<String> seen = new ArrayList<>();
    private final Runnable task = () -> seen.add("works");
    private final Signs signs = new Signs();
    private final ExecutorTypes executors = new ExecutorTypes();
    private final PoolWeaver pools = new PoolWeaver(signs, executors, GATE);
    private final ApplicationWeaver weaver = new ApplicationWeaver(signs, List.of(pools));
    private int version = Opcodes.V17;

    @BeforeEach
    void listen() {
        Hooks.listen(new HookListener() {
            @Override
            public void executorConstructed(Object executor) {
                seen.add("constructed " + name(executor));
            }

            @Override
            public void executorShutDown(Object executor) {
                seen.add("shut down " + name(executor));
            }

            @Override
            public void handedOver(Object executor, Object what) {
                if (executor == null) {
                    seen.add("refused");
                } else {
                    seen.add((what == null ? "returned " : what == task ? "handed to " : "wrapped for ")
                            + name(executor));
                }
            }

            @Override
            public Object runs(Object what) {
                seen.add(what == task ? "runs" : "runs another");
                return TOKEN;
            }

            @Override
            public void ran(Object token) {
                seen.add(token == TOKEN ? "ran" : "ran another");
            }
        });
    }

    @AfterEach
    void listen_no_more() {
        Hooks.listen(null);
    }

    private static String name(Object executor) {
        // Its simple name would ask this class, of which it is no member there.
        String name = executor.getClass().getName();
        return name.substring(name.lastIndexOf('$') + 1);
    }

    // ---- the executors ----

    /** Keeps what it is given until it is told to run it. */
    static class Pool implements Executor {
        final Deque<Runnable> queue = new ArrayDeque<>();
        boolean closed;

        @Override
        public void execute(Runnable given) {
            if (closed) {
                throw new RejectedExecutionException("closed");
            }
            queue.add(given);
        }

        public void drain() {
            for (Runnable next = queue.poll(); next != null; next = queue.poll()) {
                next.run();
            }
        }

        public void shutdown() {
            closed = true;
        }
    }

    /** An executor by what it declares, and by no interface. */
    static class ByDeclaration {
        public void execute(Runnable given) {
            given.run();
        }
    }

    static class HandsOnUp extends Pool {
        @Override
        public void execute(Runnable given) {
            super.execute(given);
        }
    }

    static class Wraps extends Pool {
        @Override
        public void execute(Runnable given) {
            super.execute(new Wrapped(given));
        }

        static final class Wrapped implements Runnable {
            final Runnable inside;

            Wrapped(Runnable inside) {
                this.inside = inside;
            }

            @Override
            public void run() {
                inside.run();
            }
        }
    }

    static class HasWorkers implements Executor {
        Runnable given;

        @Override
        public void execute(Runnable task) {
            given = task;
        }

        public void letWork() {
            new Worker().run();
        }

        class Worker implements Runnable {
            @Override
            public void run() {
                new Step().go();
            }

            final class Step {
                void go() {
                    given.run();
                }
            }
        }
    }

    /** Locals of every kind, branches, handlers of its own, and it writes to its parameter. */
    static class Winding implements Executor {
        final List<Runnable> kept = new ArrayList<>();
        int failures;

        Winding() {
            this(3);
        }

        Winding(int tries) {
            this(tries, tries > 0 ? 1.5 : 2);
        }

        Winding(int tries, double factor) {
            long product = (long) (tries * factor);
            if (product > 100) {
                failures = 1;
                return;
            }
            failures = 0;
        }

        @Override
        public void execute(Runnable given) {
            long started = 1;
            double weight = 0.5;
            for (int i = 0; i < 3; i++) {
                String text = "try";
                try {
                    if (i == 1 && given == null) {
                        return;
                    }
                    weight += text.length() * started;
                    given.run();
                    given = null;
                } catch (IllegalStateException e) {
                    failures++;
                    started += (long) weight;
                } finally {
                    kept.add(given);
                }
            }
        }

        public boolean shutdownNow() {
            for (int i = 0; i < 3; i++) {
                if (kept.size() > i) {
                    return true;
                }
            }
            return false;
        }
    }

    abstract static class Service extends AbstractExecutorService {
        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }

    static final class OfService extends Service {
        @Override
        public void execute(Runnable command) {
            command.run();
        }
    }

    static class PrivateExecute {
        public void go(Runnable given) {
            execute(given);
        }

        private void execute(Runnable given) {
            given.run();
        }
    }

    static class StaticExecute {
        public void go(Runnable given) {
            execute(given);
        }

        public static void execute(Runnable given) {
            given.run();
        }
    }

    static class AnswersExecute {
        public void go(Runnable given) {
            execute(given);
        }

        public boolean execute(Runnable given) {
            given.run();
            return true;
        }
    }

    abstract static class AbstractExecute {
        public void go(Runnable given) {
            given.run();
        }

        public abstract void execute(Runnable given);
    }

    interface Defaults extends Executor {
        @Override
        default void execute(Runnable given) {
            given.run();
        }
    }

    static class OfDefaults implements Defaults {}

    /** Runs things, and is no executor. */
    static class Bystander {
        public void go(Runnable given) {
            given.run();
        }
    }

    /** Runs its tasks in a static method, as Netty does. */
    static class RunsStatically implements Executor {
        @Override
        public void execute(Runnable given) {
            safely(given);
        }

        static void safely(Runnable given) {
            try {
                given.run();
            } catch (IllegalStateException e) {
                // Its own business.
            }
        }
    }

    // ---- how they load ----

    /** An application's loader, with the agent's eye upon it. */
    private final class Application extends ClassLoader {
        Application() {
            super(PoolWeaverTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PoolWeaverTest.class.getName() + "$")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] code = name.replace('.', '/').equals(GATE) ? Gate.write(GATE) : code(name);
            return defineClass(name, code, 0, code.length);
        }

        private byte[] code(String name) {
            byte[] original = original(name);
            byte[] woven = weaver.weave(name.replace('.', '/'), original);
            return woven == null ? original : woven;
        }
    }

    private byte[] original(String name) {
        try (InputStream in =
                PoolWeaverTest.class.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            ClassWriter writer = new ClassWriter(0);
            new ClassReader(in.readAllBytes())
                    .accept(
                            new ClassVisitor(Opcodes.ASM9, writer) {
                                @Override
                                public void visit(
                                        int itsVersion,
                                        int access,
                                        String type,
                                        String signature,
                                        String superName,
                                        String[] interfaces) {
                                    super.visit(version, access, type, signature, superName, interfaces);
                                }
                            },
                            version < Opcodes.V1_6 ? ClassReader.SKIP_FRAMES : 0);
            return writer.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] weave(Class<?> type) {
        return weaver.weave(type.getName().replace('.', '/'), original(type.getName()));
    }

    private Object made(Class<?> type) throws Exception {
        Constructor<?> constructor = new Application().loadClass(type.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static Object tell(Object executor, String method, Object... arguments) throws Exception {
        for (Class<?> type = executor.getClass(); ; type = type.getSuperclass()) {
            for (Method declared : type.getDeclaredMethods()) {
                if (declared.getName().equals(method)) {
                    declared.setAccessible(true);
                    try {
                        return declared.invoke(executor, arguments);
                    } catch (InvocationTargetException e) {
                        if (e.getCause() instanceof RuntimeException failure) {
                            throw failure;
                        }
                        throw (Error) e.getCause();
                    }
                }
            }
        }
    }

    // ---- an executor's life ----

    @Test
    void an_executor_is_told_from_its_construction_to_its_end() throws Exception {
        Object pool = made(Pool.class);
        tell(pool, "execute", task);
        tell(pool, "drain");
        tell(pool, "shutdown");

        assertThat(seen)
                .containsExactly(
                        "constructed Pool",
                        "handed to Pool",
                        "returned Pool",
                        "runs",
                        "works",
                        "ran",
                        "shut down Pool");
    }

    @Test
    void whatever_declares_a_public_execute_of_a_runnable_is_an_executor() throws Exception {
        Object executor = made(ByDeclaration.class);
        tell(executor, "execute", task);

        assertThat(seen)
                .containsExactly(
                        "constructed ByDeclaration",
                        "handed to ByDeclaration",
                        "runs",
                        "works",
                        "ran",
                        "returned ByDeclaration");
    }

    @Test
    void whatever_extends_the_jdks_abstract_service_is_an_executor() throws Exception {
        Object executor = made(OfService.class);
        tell(executor, "execute", task);
        tell(executor, "shutdown");

        assertThat(seen).contains("constructed OfService", "handed to OfService", "runs", "shut down OfService");
    }

    @Test
    void an_executor_that_refuses_is_told_to_have_refused_and_its_error_comes_out() throws Exception {
        Object pool = made(Pool.class);
        tell(pool, "shutdown");
        seen.clear();

        assertThatThrownBy(() -> tell(pool, "execute", task))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("closed");
        assertThat(seen).containsExactly("handed to Pool", "refused");
    }

    @Test
    void a_subclass_and_its_superclass_both_tell_in_the_order_of_their_calls() throws Exception {
        Object pool = made(HandsOnUp.class);
        tell(pool, "execute", task);

        assertThat(seen)
                .containsExactly(
                        "constructed HandsOnUp",
                        "constructed HandsOnUp",
                        "handed to HandsOnUp",
                        "handed to HandsOnUp",
                        "returned HandsOnUp",
                        "returned HandsOnUp");
    }

    @Test
    void a_constructor_that_calls_another_tells_of_the_same_executor() throws Exception {
        made(Winding.class);

        assertThat(seen).isNotEmpty().containsOnly("constructed Winding");
    }

    @Test
    void every_way_out_of_a_constructor_tells() throws Exception {
        Class<?> type = new Application().loadClass(Winding.class.getName());
        Constructor<?> constructor = type.getDeclaredConstructor(int.class, double.class);
        constructor.setAccessible(true);
        constructor.newInstance(3, 1.0);
        constructor.newInstance(3, 1_000.0);

        assertThat(seen).containsExactly("constructed Winding", "constructed Winding");
    }

    // ---- who runs ----

    @Test
    void what_is_nested_in_an_executor_runs_its_tasks() throws Exception {
        Object pool = made(HasWorkers.class);
        tell(pool, "execute", task);
        seen.clear();
        tell(pool, "letWork");

        assertThat(seen).containsExactly("runs", "works", "ran");
    }

    @Test
    void a_wrapper_that_is_the_executors_own_tells_of_what_is_inside() throws Exception {
        Object pool = made(Wraps.class);
        seen.clear();
        tell(pool, "execute", task);
        tell(pool, "drain");

        assertThat(seen)
                .containsExactly(
                        "handed to Wraps",
                        "wrapped for Wraps",
                        "returned Wraps",
                        "returned Wraps",
                        "runs another",
                        "runs",
                        "works",
                        "ran",
                        "ran");
    }

    @Test
    void what_a_task_throws_comes_out_unchanged_and_it_has_run() throws Exception {
        AssertionError failure = new AssertionError("no stock");
        Object executor = made(ByDeclaration.class);

        assertThatThrownBy(() -> tell(executor, "execute", (Runnable) () -> {
                    seen.add("fails");
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(seen).endsWith("runs another", "fails", "ran", "refused");
    }

    @Test
    void what_an_executor_catches_itself_ends_there() throws Exception {
        Object executor = made(RunsStatically.class);
        tell(executor, "execute", (Runnable) () -> {
            throw new IllegalStateException("caught");
        });

        assertThat(seen).endsWith("runs another", "ran", "returned RunsStatically");
    }

    @Test
    void no_task_at_all_fails_as_it_would_without_the_agent() throws Exception {
        Object executor = made(ByDeclaration.class);

        assertThatThrownBy(() -> tell(executor, "execute", (Object) null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void a_listener_that_fails_harms_no_executor() throws Exception {
        Hooks.listen(new HookListener() {
            @Override
            public void handedOver(Object executor, Object what) {
                throw new IllegalStateException("ours");
            }

            @Override
            public Object runs(Object what) {
                throw new IllegalStateException("ours");
            }
        });
        Object executor = made(ByDeclaration.class);
        tell(executor, "execute", task);

        assertThat(seen).containsExactly("works");
    }

    // ---- the class file ----

    @ParameterizedTest
    @ValueSource(ints = {Opcodes.V1_4, Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_7, Opcodes.V1_8, Opcodes.V17})
    void classes_old_and_new_are_woven_and_verified(int classVersion) throws Exception {
        version = classVersion;
        Object executor = made(Winding.class);
        seen.clear();
        tell(executor, "execute", task);
        tell(executor, "execute", (Runnable) () -> {
            throw new IllegalStateException("caught");
        });

        assertThat(tell(executor, "shutdownNow")).isEqualTo(true);
        assertThat(seen)
                .startsWith("handed to Winding", "runs", "works", "ran", "returned Winding", "wrapped for Winding")
                .endsWith("runs another", "ran", "returned Winding", "shut down Winding");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {PrivateExecute.class, StaticExecute.class, AnswersExecute.class, Bystander.class, Defaults.class
            })
    void what_is_no_executor_is_untouched(Class<?> type) {
        assertThat(weave(type)).isNull();
    }

    @Test
    void what_only_inherits_its_execute_from_an_interface_is_an_executor_of_which_nothing_is_told() throws Exception {
        assertThat(weave(Defaults.class)).isNull();
        assertThat(weave(OfDefaults.class)).isNull();
    }

    @Test
    void an_abstract_execute_makes_an_executor_whose_subclasses_are_told_of() throws Exception {
        assertThat(weave(AbstractExecute.class)).isNotNull();
    }

    @Test
    void a_class_of_which_nothing_is_an_executors_is_not_even_parsed() {
        assertThat(pools.mayBe(name(Bystander.class), signs.in(original(Bystander.class.getName()))))
                .isFalse();
    }

    private static String name(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    @Test
    void what_is_nested_in_an_executor_is_a_part_of_it() {
        weave(HasWorkers.class);

        assertThat(executors.isPartOfOne(name(HasWorkers.class))).isTrue();
        assertThat(executors.isPartOfOne(name(HasWorkers.Worker.class))).isTrue();
        assertThat(executors.isPartOfOne(name(HasWorkers.class) + "$$Lambda/0x00007f0001"))
                .isTrue();
        assertThat(executors.isPartOfOne(name(HasWorkers.class) + "Two")).isFalse();
        assertThat(executors.isPartOfOne(name(PoolWeaverTest.class))).isFalse();
        assertThat(executors.isPartOfOne(name(Pool.class))).isFalse();
    }

    @Test
    void woven_classes_call_nothing_of_ours_but_the_gate() {
        Set<String> called = new HashSet<>();
        for (Class<?> type : List.of(Pool.class, ByDeclaration.class, HandsOnUp.class, Winding.class)) {
            new ClassReader(weave(type))
                    .accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                @Override
                                public MethodVisitor visitMethod(
                                        int access, String name, String of, String signature, String[] thrown) {
                                    return new MethodVisitor(Opcodes.ASM9) {
                                        @Override
                                        public void visitMethodInsn(
                                                int opcode, String owner, String method, String as, boolean of) {
                                            called.add(owner);
                                        }
                                    };
                                }
                            },
                            0);
        }

        assertThat(called)
                .contains(GATE)
                .allMatch(owner -> owner.equals(GATE)
                        || owner.startsWith("java/")
                        || owner.startsWith(name(PoolWeaverTest.class) + "$"));
    }

    // ---- named rules ----

    /** Stands for a class of Kotlin's, whose name it gets. */
    private byte[] renamed(String type, String method, String descriptor) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, type, null, "java/lang/Object", null);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL, method, descriptor, null, null);
        code.visitCode();
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 6);
        code.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(Ljava/lang/Runnable;Lkotlinx/coroutines/scheduling/TaskContext;Z)V",
                "(Ljava/lang/Runnable;ZZ)V"
            })
    void a_coroutine_scheduler_is_given_tasks_by_dispatch_too(String descriptor) {
        String scheduler = "kotlinx/coroutines/scheduling/CoroutineScheduler";

        assertThat(weaver.weave(scheduler, renamed(scheduler, "dispatch", descriptor)))
                .isNotNull();
        assertThat(weaver.weave(scheduler, renamed(scheduler, "createTask", descriptor)))
                .isNull();
        assertThat(weaver.weave("acme/Scheduler", renamed("acme/Scheduler", "dispatch", descriptor)))
                .isNull();
    }

    @Test
    void the_dispatcher_for_blocking_work_is_given_tasks_by_dispatch_and_its_workers_are_its_own() {
        String limited = "kotlinx/coroutines/internal/LimitedDispatcher";

        assertThat(weaver.weave(
                        limited,
                        renamed(limited, "dispatch", "(Lkotlin/coroutines/CoroutineContext;Ljava/lang/Runnable;)V")))
                .isNotNull();
        assertThat(executors.isPartOfOne(limited + "$Worker")).isTrue();
        assertThat(executors.isPartOfOne("kotlinx/coroutines/scheduling/TaskImpl"))
                .isFalse();
    }

    // ---- the JDK's own ----

    static class Subclass extends ThreadPoolExecutor {
        Subclass() {
            super(1, 1, 1, TimeUnit.SECONDS, new java.util.concurrent.SynchronousQueue<>());
        }
    }

    @Test
    void a_subclass_of_a_jdk_pool_that_adds_no_execute_is_untouched() {
        assertThat(weave(Subclass.class)).isNull();
    }
}
