package dev.parkranger.weaving;

import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Executors that are not the JDK's, known by what they declare: a public {@code execute(Runnable)}, or one of the JDK's
 * executor types right above. Told are their construction, their end, what is handed to {@code execute}, and where their
 * own code, or a class nested in it, calls {@code run} of a runnable.
 *
 * <p>So Tomcat's ThreadPoolExecutor, Jetty's QueuedThreadPool, Netty's event executors, the pool of JBoss Threads and
 * Kotlin's scheduler need no list, nor do an application's own.
 */
final class PoolWeaver implements LateWeaving {

    static final String RUN_DESCRIPTOR = "(Ljava/lang/Runnable;)V";

    private static final String RUNNABLE = "java/lang/Runnable";
    private static final Set<String> EXECUTORS = Set.of(
            "java/util/concurrent/AbstractExecutorService",
            "java/util/concurrent/Executor",
            "java/util/concurrent/ExecutorService",
            "java/util/concurrent/ScheduledExecutorService");

    /** How pools are told to end; {@code doStop} is Jetty's, {@code shutdownGracefully} Netty's. */
    private static final Set<String> ENDS = Set.of("shutdown", "shutdownNow", "shutdownGracefully", "doStop");

    private final ExecutorTypes executors;
    private final String gate;
    private final long executeSign;
    private final long runnableSign;
    private final long runSign;
    private final long ruleSigns;
    private final long executorSigns;

    /**
     * @param executors told of every executor that is woven
     * @param gate internal name of what is called
     */
    PoolWeaver(Signs signs, ExecutorTypes executors, String gate) {
        this.executors = executors;
        this.gate = gate;
        this.executeSign = signs.add("execute");
        this.runnableSign = signs.add(RUN_DESCRIPTOR);
        this.runSign = signs.add("run") | signs.add(RUNNABLE);
        long rules = 0;
        for (PoolRules rule : PoolRules.values()) {
            rules |= signs.add(rule.method());
        }
        this.ruleSigns = rules;
        long executorTypes = 0;
        for (String executor : EXECUTORS) {
            executorTypes |= signs.add(executor);
        }
        this.executorSigns = executorTypes;
    }

    @Override
    public boolean mayBe(String type, long found) {
        boolean executes = has(found, executeSign) && has(found, runnableSign);
        return executes
                || (found & executorSigns) != 0
                || (has(found, runSign) && executors.isNestedInOne(type))
                || ((found & ruleSigns) != 0 && PoolRules.runsTasks(type));
    }

    @Override
    public boolean isNamed(String type) {
        return executors.isNestedInOne(type) || PoolRules.runsTasks(type);
    }

    private static boolean has(long found, long signs) {
        return (found & signs) == signs;
    }

    @Override
    public @Nullable ClassVisitor weaving(ClassReader type, ClassVisitor next, Woven woven) {
        if ((type.getAccess() & Opcodes.ACC_INTERFACE) != 0) {
            return null;
        }
        String name = type.getClassName();
        boolean executor = isExecutor(type);
        if (executor) {
            // It loads before most of what is nested in it.
            executors.add(name);
        }
        if (!executor && !executors.isNestedInOne(name) && !PoolRules.runsTasks(name)) {
            return null;
        }
        return new Weaving(next, woven, name, executor, LateWeaving.isFramed(type));
    }

    private static boolean isExecutor(ClassReader type) {
        if (EXECUTORS.contains(String.valueOf(type.getSuperName()))) {
            return true;
        }
        for (String implemented : type.getInterfaces()) {
            if (EXECUTORS.contains(implemented)) {
                return true;
            }
        }
        ExecuteFinder finder = new ExecuteFinder();
        type.accept(finder, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return finder.found;
    }

    private static boolean isExecute(int access, String name, String descriptor) {
        return name.equals("execute")
                && descriptor.equals(RUN_DESCRIPTOR)
                && (access & Opcodes.ACC_PUBLIC) != 0
                && (access & Opcodes.ACC_STATIC) == 0;
    }

    private static final class ExecuteFinder extends ClassVisitor {

        private boolean found;

        ExecuteFinder() {
            super(Opcodes.ASM9);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String descriptor, @Nullable String signature, String @Nullable [] thrown) {
            found |= isExecute(access, name, descriptor);
            return null;
        }
    }

    private final class Weaving extends ClassVisitor {

        private final Woven woven;
        private final String type;
        private final boolean executor;
        private final boolean framed;

        Weaving(ClassVisitor next, Woven woven, String type, boolean executor, boolean framed) {
            super(Opcodes.ASM9, next);
            this.woven = woven;
            this.type = type;
            this.executor = executor;
            this.framed = framed;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String descriptor, @Nullable String signature, String @Nullable [] thrown) {
            MethodVisitor method = super.visitMethod(access, name, descriptor, signature, thrown);
            if (method == null || (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
                return method;
            }
            boolean own = executor && (access & Opcodes.ACC_STATIC) == 0;
            int task = own && isExecute(access, name, descriptor) ? 1 : taskByRule(access, name, descriptor);
            if (task > 0) {
                woven.something();
                method = new HandOver(method, gate, task, framed);
            }
            return new PoolMethod(method, woven, own && name.equals("<init>"), own && ENDS.contains(name));
        }

        private int taskByRule(int access, String name, String descriptor) {
            return (access & Opcodes.ACC_STATIC) == 0 ? PoolRules.taskOf(type, name, descriptor) : 0;
        }
    }

    /** A static call on entry or before returns, and another callee in place of {@code run}: no frame moves. */
    private final class PoolMethod extends MethodVisitor {

        private final Woven woven;
        private final boolean constructor;
        private final boolean end;

        PoolMethod(MethodVisitor next, Woven woven, boolean constructor, boolean end) {
            super(Opcodes.ASM9, next);
            this.woven = woven;
            this.constructor = constructor;
            this.end = end;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (end) {
                super.visitVarInsn(Opcodes.ALOAD, 0);
                call("executorShutDown", "(Ljava/lang/Object;)V");
            }
        }

        @Override
        public void visitInsn(int opcode) {
            if (constructor && opcode == Opcodes.RETURN) {
                super.visitVarInsn(Opcodes.ALOAD, 0);
                call("executorConstructed", "(Ljava/lang/Object;)V");
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (name.equals("run") && descriptor.equals("()V") && isTask(opcode, owner)) {
                call("run", RUN_DESCRIPTOR);
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            }
        }

        private boolean isTask(int opcode, String owner) {
            return opcode == Opcodes.INVOKEINTERFACE
                    ? owner.equals(RUNNABLE)
                    : opcode == Opcodes.INVOKEVIRTUAL && PoolRules.isTask(owner);
        }

        private void call(String hook, String descriptor) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, gate, hook, descriptor, false);
            woven.something();
        }
    }
}
