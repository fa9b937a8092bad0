<<<<<<< HEAD
/** The background thread that looks: reads the state of what has outlived its owner and turns it into facts. */
=======
/** Looks at the records at every interval and notes what has not moved. It never ends anybody's thread. */
>>>>>>> 82b57d5c627e9a026a980578078a9462767b71fe
@NullMarked
package dev.parkranger.reaper;

import org.jspecify.annotations.NullMarked;
