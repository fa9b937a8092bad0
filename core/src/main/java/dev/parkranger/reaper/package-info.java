/** Looks at the records at every interval and notes what has not moved. It never ends anybody's thread. */
@NullMarked
package dev.parkranger.reaper;

import org.jspecify.annotations.NullMarked;
