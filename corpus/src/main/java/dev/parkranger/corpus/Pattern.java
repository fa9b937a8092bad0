package dev.parkranger.corpus;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a pattern is, and what the agent must say of it. The lines to blame are marked in the source, with a comment
 * {@code // leaks 16} at their end for pattern 16: each of them must be blamed by a group, and no other line.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Pattern {

    /** Its number; the same for good. */
    int id();

    /** A name in a few words, {@code hand-off after a timeout}. */
    String name();

    /** How far it can be shown to be a leak. */
    Tier tier();

    /** What mends it, as the twin does, in a few words. */
    String twin();

    /** Verdicts that tell it rightly, as the report spells them. */
    String[] verdicts() default "orphaned-task";

    /** Live tasks (for pools: workers) that one owner leaves behind, over all marked lines; 0 where that differs. */
    int leaves() default 1;

    /** Whether it can be written for virtual threads. */
    boolean virtual() default true;
}
