package dev.parkranger.examples;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the agent should say about an example, so that a test can hold it to its word. */
@Documented
@Repeatable(Expected.All.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Expected {

    /** The verdict of a healthy example: it is in no report. */
    String NONE = "none";

    /** As the report spells it, for instance {@code orphaned-task}. */
    String verdict();

    /** The method that is to blame, {@code SimpleName.method}: it started, submitted or constructed what leaks. */
    String method() default "";

    /** How many live tasks (for a pool: its workers) each leaking request leaves behind. */
    int perRequest() default 0;

    /** Several leaks in one example. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface All {
        Expected[] value();
    }
}
