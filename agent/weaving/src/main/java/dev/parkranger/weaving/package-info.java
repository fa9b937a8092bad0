/** Puts the hooks into JDK classes. The only code that knows Byte Buddy, and of it only the embedded ASM. */
@NullMarked
package dev.parkranger.weaving;

import org.jspecify.annotations.NullMarked;
