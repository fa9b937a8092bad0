package dev.parkranger.weaving;

import java.nio.charset.StandardCharsets;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Makes a servlet's {@code service} a scope, as its class loads. A servlet is known by declaring the method itself, by
 * name and descriptor; looking into the type hierarchy would mean loading classes while a class is being loaded.
 */
final class ServletWeaver {

    private static final String JAKARTA = "(Ljakarta/servlet/ServletRequest;Ljakarta/servlet/ServletResponse;)V";
    private static final String JAVAX = "(Ljavax/servlet/ServletRequest;Ljavax/servlet/ServletResponse;)V";

    private static final byte[] JAKARTA_BYTES = JAKARTA.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] JAVAX_BYTES = JAVAX.getBytes(StandardCharsets.US_ASCII);

    private ServletWeaver() {}

    /** Returns the woven class, or null where it declares no such method. */
    static byte @Nullable [] weave(byte[] original) {
        return weave(original, RequestGate.TYPE);
    }

    /** As {@link #weave(byte[])}, calling another class than the gate. */
    static byte @Nullable [] weave(byte[] original, String gate) {
        if (!ConstantPool.holdsUtf8(original, JAKARTA_BYTES, JAVAX_BYTES)) {
            return null;
        }
        ClassReader reader = new ClassReader(original);
        if ((reader.getAccess() & Opcodes.ACC_INTERFACE) != 0) {
            return null;
        }
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Weaving weaving = new Weaving(writer, gate);
        reader.accept(weaving, 0);
        return weaving.found ? writer.toByteArray() : null;
    }

    private static final class Weaving extends ClassVisitor {

        private final String gate;
        private boolean found;
        private boolean framed;

        Weaving(ClassVisitor next, String gate) {
            super(Opcodes.ASM9, next);
            this.gate = gate;
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            framed = (version & 0xFFFF) >= Opcodes.V1_6;
            super.visit(version, access, name, signature, superName, interfaces);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String descriptor, @Nullable String signature, String @Nullable [] thrown) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, thrown);
            boolean hasBody = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_STATIC | Opcodes.ACC_NATIVE)) == 0;
            if (next == null
                    || !hasBody
                    || !name.equals("service")
                    || !(descriptor.equals(JAKARTA) || descriptor.equals(JAVAX))) {
                return next;
            }
            found = true;
            return new ScopeWeaver(next, gate, framed);
        }
    }

    /** Opens the scope on entry, closes it on every way out. */
    private static final class ScopeWeaver extends MethodVisitor {

        private final String gate;
        private final boolean framed;
        private final Label start = new Label();

        ScopeWeaver(MethodVisitor next, String gate, boolean framed) {
            super(Opcodes.ASM9, next);
            this.gate = gate;
            this.framed = framed;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            super.visitVarInsn(Opcodes.ALOAD, 0);
            super.visitVarInsn(Opcodes.ALOAD, 1);
            call("requestBegins", "(Ljava/lang/Object;Ljava/lang/Object;)V");
            super.visitLabel(start);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.RETURN) {
                call("requestEnds", "()V");
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            Label end = new Label();
            super.visitTryCatchBlock(start, end, end, null);
            super.visitLabel(end);
            if (framed) {
                // No local is used here, so none need be known, whatever the method has put into them.
                super.visitFrame(Opcodes.F_FULL, 0, new Object[0], 1, new Object[] {"java/lang/Throwable"});
            }
            call("requestEnds", "()V");
            super.visitInsn(Opcodes.ATHROW);
            super.visitMaxs(maxStack, maxLocals);
        }

        private void call(String hook, String descriptor) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, gate, hook, descriptor, false);
        }
    }
}
