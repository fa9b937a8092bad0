/**
 * What JDK Flight Recorder is told. Nothing here is loaded before somebody uses the recorder: its module may be missing,
 * and to load it is dear.
 */
@NullMarked
package dev.parkranger.jfr;

import org.jspecify.annotations.NullMarked;
