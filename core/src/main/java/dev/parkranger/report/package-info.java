/** Says what was judged: log, JMX, file. One renderer per format. */
@NullMarked
package dev.parkranger.report;

import org.jspecify.annotations.NullMarked;
