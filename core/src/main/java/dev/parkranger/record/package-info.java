/** What the hooks saw: one weak, bounded record per live task. Capture is cheap here; frames are resolved later. */
@NullMarked
package dev.parkranger.record;

import org.jspecify.annotations.NullMarked;
