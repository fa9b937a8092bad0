package dev.parkranger.proof;

import java.util.Set;

/** What is reached without anybody's doing: what the JVM holds, and the classes of its own loaders. */
final class Roots {

    private static final Set<String> BUILT_IN = Set.of(
            "jdk.internal.loader.ClassLoaders$AppClassLoader",
            "jdk.internal.loader.ClassLoaders$PlatformClassLoader",
            "jdk.internal.loader.ClassLoaders$BootClassLoader");

    private final Heap heap;

    Roots(Heap heap) {
        this.heap = heap;
    }

    interface Visitor {
        void of(long address);

        void of(ClassShape shape);
    }

    void each(Visitor visitor) {
        for (int i = 0; i < heap.systemRoots.size(); i++) {
            visitor.of(heap.file.id(heap.systemRoots.get(i) + 1));
        }
        heap.stackRoots.eachOfNobody(heap.threads, (address, depth) -> visitor.of(address));
        for (ClassShape shape : heap.classes.all()) {
            if (isBuiltIn(shape.loader) && !shape.isAgents) {
                visitor.of(shape);
            }
        }
    }

    private boolean isBuiltIn(long loader) {
        ClassShape shape = loader == 0 ? null : heap.shapeOf(loader);
        return loader == 0 || (shape != null && BUILT_IN.contains(shape.name));
    }
}
