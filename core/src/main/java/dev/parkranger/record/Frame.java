package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/**
 * One line of a stack, as text only: a frame must never keep a class, and with it a class loader, alive.
 *
 * @param className binary name, {@code com.acme.Quotes$Feed}
 * @param methodName as compiled, {@code lambda$fetch$0}
 * @param fileName source file, or null where the class was compiled without
 * @param line source line; 0 or less where unknown
 */
public record Frame(
        String className, String methodName, @Nullable String fileName, int line) {

    /** What woven application code calls; the one class of the agent's that application stacks show. */
    public static final String GATE = "java.lang.ParkRangerGate";

    private static final String LAMBDA = "lambda$";
    private static final String KOTLIN_LAMBDA = "$lambda$";
    private static final String SCALA_LAMBDA = "$anonfun$";

    /** Whether the agent has put it there: the gate, which runs the tasks of pools that are not the JDK's. */
    public static boolean isAgents(StackTraceElement element) {
        return element.getClassName().equals(GATE);
    }

    public static Frame of(StackTraceElement element) {
        return new Frame(
                element.getClassName(), element.getMethodName(), element.getFileName(), element.getLineNumber());
    }

    /** Whether it is the body of a lambda, as javac, Kotlin and Scala compile it. */
    public boolean isLambda() {
        return !sourceMethod().equals(methodName);
    }

    /**
     * The method as the source has it: {@code fetch} for javac's {@code lambda$fetch$0}, Kotlin's {@code fetch$lambda$0} and
     * Scala's {@code $anonfun$fetch$1}.
     */
    public String sourceMethod() {
        if (methodName.startsWith(SCALA_LAMBDA)) {
            return between(SCALA_LAMBDA);
        }
        if (methodName.startsWith(LAMBDA)) {
            return between(LAMBDA);
        }
        int kotlin = methodName.indexOf(KOTLIN_LAMBDA);
        return kotlin > 0 ? methodName.substring(0, kotlin) : methodName;
    }

    /** Without the number at the end. */
    private String between(String start) {
        int last = methodName.lastIndexOf('$');
        return last > start.length() ? methodName.substring(start.length(), last) : methodName;
    }

    public boolean isNative() {
        // As StackTraceElement has it.
        return line == -2;
    }

    /** {@code com.acme.Quotes.fetch(Quotes.java:42)}, the way a stack trace prints it. */
    @Override
    public String toString() {
        String where;
        if (isNative()) {
            where = "Native Method";
        } else if (fileName == null) {
            where = "Unknown Source";
        } else if (line > 0) {
            where = fileName + ":" + line;
        } else {
            where = fileName;
        }
        return className + "." + methodName + "(" + where + ")";
    }
}
