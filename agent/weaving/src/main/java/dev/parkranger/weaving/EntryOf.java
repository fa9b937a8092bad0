package dev.parkranger.weaving;

import java.util.function.Consumer;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Adds a call at the start of a method, a constructor's too. */
final class EntryOf extends MethodVisitor {

    private final Consumer<MethodVisitor> call;

    /** @param call uses no local that the method does not come with */
    EntryOf(MethodVisitor next, Consumer<MethodVisitor> call) {
        super(Opcodes.ASM9, next);
        this.call = call;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        call.accept(mv);
    }
}
