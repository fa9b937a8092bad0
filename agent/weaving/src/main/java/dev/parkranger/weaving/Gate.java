package dev.parkranger.weaving;

import dev.parkranger.record.Frame;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * What woven application classes call: a class in {@code java.lang}, for that package every class loader delegates. An
 * OSGi bundle's loader or a JBoss module's does not find the hooks' own package, and each of its requests would fail. It
 * only passes on to the hooks, and is defined when the first class of an application is woven.
 */
final class Gate {

    static final String TYPE = Frame.GATE.replace('.', '/');

    private static final String NAME = Frame.GATE;
    private static final String ONE = "(Ljava/lang/Object;)V";
    private static final String TWO = "(Ljava/lang/Object;Ljava/lang/Object;)V";

    /** Name and descriptor of each hook that woven application code calls. */
    private static final String[][] HOOKS = {
        {"requestBegins", TWO},
        {"requestEnds", "()V"},
        {"exchangeBegins", ONE},
        {"requestFails", "()V"},
        {"exchangeAnswers", "(Ljava/lang/Object;J)V"},
        {"exchangeAnswered", ONE},
        {"startUpBegins", ONE},
        {"startUpEnds", "()V"},
        {"webApplicationStops", ONE},
        {"methodBegins", "(Ljava/lang/String;Ljava/lang/String;)V"},
        {"methodReturns", "(Ljava/lang/Object;Ljava/lang/String;)V"},
        {"methodEnds", "(Ljava/lang/String;)V"},
        {"executorConstructed", ONE},
        {"executorShutDown", ONE},
        {"handedOver", TWO},
        {"scopeOpened", "(Ljava/lang/String;)Ljava/lang/Object;"},
        {"scopeHere", "()Ljava/lang/Object;"},
        {"scopeLeft", "()Ljava/lang/Object;"},
        {"scopeResumed", "(Ljava/lang/Object;)Ljava/lang/Object;"},
        {"scopeCarried", ONE},
        {"scopeClosed", ONE}
    };

    private Gate() {}

    /** Thread-safe: application classes load on many threads at once. */
    static synchronized void open() {
        if (!JavaBase.isDefined(NAME)) {
            JavaBase.define(NAME, write(TYPE));
        }
    }

    /** @param type internal name; tests have a gate of their own */
    static byte[] write(String type) {
        ClassWriter gate = new ClassWriter(0);
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC;
        gate.visit(Opcodes.V17, access, type, null, "java/lang/Object", null);
        for (String[] hook : HOOKS) {
            passOn(gate, hook[0], hook[1]);
        }
        run(gate);
        gate.visitEnd();
        return gate.toByteArray();
    }

    private static void passOn(ClassWriter gate, String method, String descriptor) {
        MethodVisitor code = gate.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, method, descriptor, null, null);
        int slots = 0;
        code.visitCode();
        for (Type argument : Type.getArgumentTypes(descriptor)) {
            code.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), slots);
            slots += argument.getSize();
        }
        code.visitMethodInsn(Opcodes.INVOKESTATIC, HookTable.HOOKS, method, descriptor, false);
        Type result = Type.getReturnType(descriptor);
        code.visitInsn(result.getOpcode(Opcodes.IRETURN));
        code.visitMaxs(Math.max(slots, result.getSize()), slots);
        code.visitEnd();
    }

    /**
     * Runs a runnable for a pool: between {@code runs} and {@code ran}, whatever it throws. In place of the pool's own
     * call, for a handler woven into the pool's method would need to know every local of it.
     */
    private static void run(ClassWriter gate) {
        MethodVisitor code =
                gate.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", PoolWeaver.RUN_DESCRIPTOR, null, null);
        Label start = new Label();
        Label end = new Label();
        Label failed = new Label();
        code.visitCode();
        code.visitTryCatchBlock(start, end, failed, null);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, HookTable.HOOKS, "runs", "(Ljava/lang/Object;)Ljava/lang/Object;", false);
        code.visitVarInsn(Opcodes.ASTORE, 1);
        code.visitLabel(start);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, "java/lang/Runnable", "run", "()V", true);
        code.visitLabel(end);
        ran(code);
        code.visitInsn(Opcodes.RETURN);
        code.visitLabel(failed);
        code.visitFrame(Opcodes.F_FULL, 2, new Object[] {"java/lang/Runnable", "java/lang/Object"}, 1, new Object[] {
            "java/lang/Throwable"
        });
        ran(code);
        code.visitInsn(Opcodes.ATHROW);
        code.visitMaxs(2, 2);
        code.visitEnd();
    }

    private static void ran(MethodVisitor code) {
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, HookTable.HOOKS, "ran", ONE, false);
    }
}
