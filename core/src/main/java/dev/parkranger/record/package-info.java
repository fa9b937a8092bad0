<<<<<<< HEAD
/** What the hooks report, kept weakly and bounded: threads, submitted tasks, pools and their owners. Nothing here judges. */
=======
/** What the hooks saw: one weak, bounded record per live task. Capture is cheap here; frames are resolved later. */
>>>>>>> 82b57d5c627e9a026a980578078a9462767b71fe
@NullMarked
package dev.parkranger.record;

import org.jspecify.annotations.NullMarked;
