package dev.parkranger.record;

/** Whose code a class is, as far as can be told. Asked in hooks, where nothing may lock or park. */
@FunctionalInterface
public interface CodeOrigins {

    /**
     * Whether the class may be the application's own: not the JDK's, not generated, not a well-known library's. Where
     * something is constructed that is told by the nearest such class, sure or not: a filter of the application's that all
     * requests pass would make one site of them all.
     */
    boolean isApplication(String className);

    /** Takes everything for the application's that no JDK has; for where nothing else is known. */
    CodeOrigins ALL = className -> true;
}
