package dev.parkranger.weaving;

import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * What woven application classes call: a class in {@code java.lang}, for that package every class loader delegates. An
 * OSGi bundle's loader or a JBoss module's does not find the hooks' own package, and each of its requests would fail. It
 * only passes on to the hooks, and is defined when the first class of an application is woven.
 */
final class Gate {

    static final String TYPE = "java/lang/ParkRangerGate";

    /** Name and descriptor of each hook that woven application code calls. */
    private static final String[][] HOOKS = {
        {"requestBegins", "(Ljava/lang/Object;Ljava/lang/Object;)V"},
        {"requestEnds", "()V"},
        {"exchangeBegins", "(Ljava/lang/Object;)V"},
        {"exchangeFails", "()V"},
        {"exchangeAnswers", "(Ljava/lang/Object;J)V"},
        {"exchangeAnswered", "(Ljava/lang/Object;)V"},
        {"startUpBegins", "(Ljava/lang/Object;)V"},
        {"startUpEnds", "()V"},
        {"webApplicationStops", "(Ljava/lang/Object;)V"},
        {"methodBegins", "(Ljava/lang/String;Ljava/lang/String;)V"},
        {"methodReturns", "(Ljava/lang/Object;Ljava/lang/String;)V"},
        {"methodEnds", "(Ljava/lang/String;)V"}
    };

    private static final String NAME = TYPE.replace('/', '.');

    private Gate() {}

    /** Thread-safe: application classes load on many threads at once. */
    static synchronized void open() {
        if (!JavaBase.isDefined(NAME)) {
            JavaBase.define(NAME, write());
        }
    }

    private static byte[] write() {
        ClassWriter gate = new ClassWriter(0);
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC;
        gate.visit(Opcodes.V17, access, TYPE, null, "java/lang/Object", null);
        for (String[] hook : HOOKS) {
            passOn(gate, hook[0], hook[1]);
        }
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
}
