package dev.parkranger.corpus;

import java.util.List;
import java.util.stream.Stream;

/** The patterns or controls that one source file holds, as its nested classes. */
public record Family(String name, Class<?> source) {

    /** In the order of their numbers. */
    public static final List<Family> ALL = Stream.of(
                    "Micro", "Callers", "Communication", "Resources", "Mixed", "JvmOnly", "Benign")
            .map(Family::of)
            .toList();

    private static Family of(String name) {
        try {
            return new Family(name, Class.forName("dev.parkranger.corpus.patterns." + name));
        } catch (ClassNotFoundException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Names what is known in the error. */
    static Family named(String name) {
        return ALL.stream()
                .filter(family -> family.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no family " + name + ", there are "
                        + ALL.stream().map(Family::name).toList()));
    }

    /** Those of its patterns that can be written for these threads, by number. */
    public List<Class<?>> patterns(boolean virtual) {
        return Stream.of(source.getDeclaredClasses())
                .filter(type -> type.isAnnotationPresent(Pattern.class))
                .filter(type -> !virtual || type.getAnnotation(Pattern.class).virtual())
                .sorted((a, b) -> Integer.compare(id(a), id(b)))
                .<Class<?>>map(type -> type)
                .toList();
    }

    /** Those of its controls that can be written for these threads. */
    public List<Class<?>> controls(boolean virtual) {
        return Stream.of(source.getDeclaredClasses())
                .filter(type -> type.isAnnotationPresent(Control.class))
                .filter(type -> !virtual || type.getAnnotation(Control.class).virtual())
                .<Class<?>>map(type -> type)
                .toList();
    }

    private static int id(Class<?> type) {
        return type.getAnnotation(Pattern.class).id();
    }
}
