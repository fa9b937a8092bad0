package dev.parkranger.record;

/** Whose code a class is, as far as its name tells. Asked in hooks, where nothing may lock or park. */
@FunctionalInterface
public interface CodeOrigins {

    /** Whether the class is the application's own, and not a library's or the JDK's. */
    boolean isApplication(String className);

    /** Takes everything for the application's that no JDK has; for where nothing else is known. */
    CodeOrigins ALL = className -> true;
}
