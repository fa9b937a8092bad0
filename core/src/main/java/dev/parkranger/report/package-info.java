<<<<<<< HEAD
/** What people and scripts read: one renderer a format, one sink a place. */
=======
/** Says what was judged: log, JMX, file. One renderer per format. */
>>>>>>> 82b57d5c627e9a026a980578078a9462767b71fe
@NullMarked
package dev.parkranger.report;

import org.jspecify.annotations.NullMarked;
