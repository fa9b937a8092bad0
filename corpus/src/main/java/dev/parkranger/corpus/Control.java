package dev.parkranger.corpus;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What merely looks like a leak; or, as the one negative control, hides one. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Control {

    /** {@code N7}. */
    String id();

    /** A name in a few words. */
    String name();

    /** Verdicts that tell the leak it hides, in the line marked {@code // leaks N18}; none where it is healthy. */
    String[] verdicts() default {};

    /** Whether it can be written for virtual threads. */
    boolean virtual() default true;
}
