package dev.parkranger.weaving;

import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import org.jspecify.annotations.Nullable;

/** Weaves what loads late: servlets, handlers, scopes, pools that are not the JDK's. In one pass, whatever a class is. */
final class ApplicationWeaver {

    private final Signs signs;
    private final LateWeaving[] kinds;

    /**
     * @param signs shared by the kinds, which have added theirs
     */
    ApplicationWeaver(Signs signs, List<LateWeaving> kinds) {
        this.signs = signs;
        this.kinds = kinds.toArray(new LateWeaving[0]);
    }

    /** Whether a class is to be woven for its internal name. */
    boolean isNamed(String type) {
        for (LateWeaving kind : kinds) {
            if (kind.isNamed(type)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the woven class, or null where there is nothing to weave. */
    byte @Nullable [] weave(String type, byte[] original) {
        long found = signs.in(original);
        ClassReader reader = null;
        ClassWriter writer = null;
        ClassVisitor chain = null;
        LateWeaving.Woven woven = new LateWeaving.Woven();
        for (LateWeaving kind : kinds) {
            if (kind.mayBe(type, found)) {
                if (reader == null || writer == null) {
                    reader = new ClassReader(original);
                    writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
                }
                ClassVisitor its = kind.weaving(reader, chain == null ? writer : chain, woven);
                chain = its == null ? chain : its;
            }
        }
        if (reader == null || writer == null || chain == null) {
            return null;
        }
        reader.accept(chain, 0);
        return woven.any() ? writer.toByteArray() : null;
    }
}
