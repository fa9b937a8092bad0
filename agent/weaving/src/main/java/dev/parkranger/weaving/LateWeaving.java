package dev.parkranger.weaving;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * One kind of class outside {@code java.base} that is woven as it loads. Decided from the class file alone: looking into
 * the type hierarchy would mean loading classes while a class is being loaded. Thread-safe: classes load on many threads
 * at once.
 */
interface LateWeaving {

    int MAJOR_VERSION_AT = 6;

    /** Whether to look closer; asked for every class that loads. */
    boolean mayBe(String type, long signs);

    /** What reports call it, to say whether any class was woven; empty to say nothing. */
    default String hook() {
        return "";
    }

    /** Whether a class is of this kind by its internal name alone: at an attach those that are loaded are woven too. */
    default boolean isNamed(String type) {
        return false;
    }

    /**
     * Looks closer.
     *
     * @param type what is about to load; only its header is cheap to ask for
     * @param next where the woven class goes
     * @param woven to be told when something is woven; a class where nothing was stays as it is
     * @return null where the class is not of this kind after all
     */
    @Nullable
    ClassVisitor weaving(ClassReader type, ClassVisitor next, Woven woven);

    /** Whether the class file has stack maps, which a handler that is woven in then needs too. */
    static boolean isFramed(ClassReader type) {
        return (type.readUnsignedShort(MAJOR_VERSION_AT) & 0xFFFF) >= Opcodes.V1_6;
    }

    /** Whether an instance method has code. */
    static boolean hasBody(int access) {
        return (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_STATIC | Opcodes.ACC_NATIVE)) == 0;
    }

    /** Whether anything was woven into a class. */
    final class Woven {

        private boolean any;

        void something() {
            any = true;
        }

        boolean any() {
            return any;
        }
    }
}
