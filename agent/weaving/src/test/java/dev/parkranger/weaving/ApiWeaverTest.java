package dev.parkranger.weaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parkranger.api.OwnerScope;
import dev.parkranger.hooks.HookListener;
import dev.parkranger.hooks.Hooks;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The API as it ships, woven, loaded by a loader of its own and called. */
class ApiWeaverTest {

    private static final String TYPE = "dev/parkranger/api/OwnerScope";

    private final List<String> seen = new ArrayList<>();

    @AfterEach
    void listen_no_more() {
        Hooks.listen(null);
    }

    private static byte[] original(String name) throws IOException {
        try (InputStream in = OwnerScope.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
            assertThat(in).isNotNull();
            return in.readAllBytes();
        }
    }

    private static byte[] weave(String type, byte[] original, String gate) {
        return new ApplicationWeaver(new Signs(), List.of(new ApiWeaver(gate))).weave(type, original);
    }

    /** A web application's loader: it has an API of its own, woven straight onto the hooks. */
    private static final class WebApp extends ClassLoader {

        WebApp() {
            super(ApiWeaverTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("dev.parkranger.api.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try {
                byte[] code = original(name);
                byte[] woven = weave(name.replace('.', '/'), code, HookTable.HOOKS);
                code = woven == null ? code : woven;
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private final class Ear extends HookListener {

        @Override
        public Object scopeOpened(String name) {
            seen.add("opened " + name);
            return name;
        }

        @Override
        public Object scopeHere() {
            seen.add("here");
            return "here";
        }

        @Override
        public Object scopeLeft() {
            seen.add("left");
            return "left";
        }

        @Override
        public Object scopeResumed(Object token) {
            seen.add("resumed " + token);
            return "again " + token;
        }

        @Override
        public void scopeCarried(Object token) {
            seen.add("carried " + token);
        }

        @Override
        public void scopeClosed(Object token) {
            seen.add("closed " + token);
        }
    }

    private static Object call(Object target, String name) throws Exception {
        return target.getClass().getMethod(name).invoke(target);
    }

    private static Object open(Class<?> api, String name) throws Exception {
        return api.getMethod("open", String.class).invoke(null, name);
    }

    private static Runnable carry(Object scope, Runnable task) throws Exception {
        return (Runnable) scope.getClass().getMethod("carry", Runnable.class).invoke(scope, task);
    }

    private static Callable<?> carry(Object scope, Callable<?> task) throws Exception {
        return (Callable<?>) scope.getClass().getMethod("carry", Callable.class).invoke(scope, task);
    }

    private static Class<?> api() throws Exception {
        return new WebApp().loadClass(OwnerScope.class.getName());
    }

    @Test
    void opening_and_closing_is_told_with_the_token() throws Exception {
        Hooks.listen(new Ear());
        Object scope = open(api(), "import");
        call(scope, "close");
        call(scope, "close");

        assertThat(seen).containsExactly("opened import", "closed import", "closed import");
    }

    @Test
    void the_current_one_and_a_detached_one_are_tokens_too() throws Exception {
        Hooks.listen(new Ear());
        Class<?> api = api();
        call(api.getMethod("current").invoke(null), "close");
        call(api.getMethod("detached").invoke(null), "close");

        assertThat(seen).containsExactly("here", "closed here", "left", "closed left");
    }

    @Test
    void a_carried_task_runs_in_the_scope_each_time_and_what_it_throws_passes_through() throws Exception {
        Hooks.listen(new Ear());
        Object scope = open(api(), "import");
        Runnable runnable = carry(scope, () -> {
            seen.add("runs");
        });
        Callable<?> callable = carry(scope, () -> {
            throw new IOException("mine");
        });
        runnable.run();
        runnable.run();
        assertThatThrownBy(callable::call).isInstanceOf(IOException.class).hasMessage("mine");

        String begins = "resumed import";
        String ends = "closed again import";
        assertThat(seen)
                .containsExactly(
                        "opened import",
                        "carried import",
                        "carried import",
                        begins,
                        "runs",
                        ends,
                        begins,
                        "runs",
                        ends,
                        begins,
                        ends);
    }

    @Test
    void a_carried_task_is_of_the_class_that_the_application_wrote() throws Exception {
        Hooks.listen(new Ear());
        Object scope = open(api(), "import");
        Runnable task = () -> {};
        Runnable carried = carry(scope, task);
        Callable<?> carriedCall = carry(scope, Executors.callable(task));
        JdkTaskTypes types = new JdkTaskTypes();

        assertThat(carried).isNotSameAs(task);
        assertThat(types.ofTask(carried)).isSameAs(task.getClass());
        assertThat(types.ofTask(carriedCall)).isNotSameAs(carriedCall.getClass());
        // What stands in a FutureTask is read where java.base is open, which it is not in a unit test.
        assertThat(types.ofTask(new FutureTask<>(carriedCall))).isNotNull();
    }

    @Test
    void with_nobody_listening_the_scope_is_inert() throws Exception {
        Class<?> api = api();
        Object scope = open(api, "import");
        Runnable task = () -> {};

        assertThat(carry(scope, task)).isSameAs(task);
        assertThat(call(scope, "resume")).isSameAs(scope);
        call(scope, "close");
        assertThat(seen).isEmpty();
    }

    @Test
    void an_error_in_the_listener_is_dropped_and_the_scope_is_inert() throws Exception {
        Hooks.listen(new HookListener() {
            @Override
            public Object scopeOpened(String name) {
                throw new IllegalStateException("ours");
            }
        });
        long before = Hooks.errors();
        Object scope = open(api(), "import");
        call(scope, "close");

        assertThat(Hooks.errors()).isEqualTo(before + 1);
    }

    @Test
    void null_is_refused_as_without_the_agent() throws Exception {
        Hooks.listen(new Ear());
        Class<?> api = api();

        assertThatThrownBy(() -> open(api, null))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("name of an owner scope");
        assertThat(seen).isEmpty();
    }

    @Test
    void every_inert_method_is_woven_and_calls_the_gate_alone() throws Exception {
        List<String> privates = Arrays.stream(OwnerScope.class.getDeclaredMethods())
                .filter(method -> Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> method.getReturnType() != OwnerScope.class)
                .map(Method::getName)
                .toList();
        List<String> called = new ArrayList<>();
        byte[] woven = weave(TYPE, original(OwnerScope.class.getName()), Gate.TYPE);
        new ClassReader(woven)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String method, String of, String signature, String[] thrown) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitMethodInsn(
                                            int opcode, String owner, String name, String as, boolean anInterface) {
                                        if (owner.equals(Gate.TYPE)) {
                                            called.add(method);
                                        }
                                    }
                                };
                            }
                        },
                        0);

        assertThat(privates).hasSize(6);
        assertThat(called).containsExactlyInAnyOrderElementsOf(privates);
    }

    @Test
    void an_api_of_another_version_is_woven_as_far_as_it_is_known() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, TYPE, null, "java/lang/Object", null);
        inert(writer, "opened", "(Ljava/lang/String;J)Ljava/lang/Object;");
        inert(writer, "foreseen", "()Ljava/lang/Object;");
        byte[] stranger = writer.toByteArray();
        assertThat(weave(TYPE, stranger, Gate.TYPE)).isNull();

        inert(writer, "here", "()Ljava/lang/Object;");
        assertThat(weave(TYPE, writer.toByteArray(), Gate.TYPE)).isNotNull();
    }

    private static void inert(ClassWriter writer, String name, String descriptor) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, name, descriptor, null, null);
        code.visitCode();
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(1, 3);
        code.visitEnd();
    }

    @Test
    void no_other_class_is_touched() throws IOException {
        assertThat(weave("dev/parkranger/api/OwnerScopes", original(OwnerScope.class.getName()), Gate.TYPE))
                .isNull();
        String carried = "dev.parkranger.api.OwnerScope$CarriedRunnable";
        assertThat(carried).startsWith(ApiWeaver.CARRIED);
        assertThat(weave(carried.replace('.', '/'), original(carried), Gate.TYPE))
                .isNull();
    }
}
