/** What the hooks report, kept weakly and bounded: threads, submitted tasks, pools and their owners. Nothing here judges. */
@NullMarked
package dev.parkranger.record;

import org.jspecify.annotations.NullMarked;
