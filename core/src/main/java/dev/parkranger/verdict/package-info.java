/** Pure functions from facts to suspects, and the ledger that remembers what was said of them. */
@NullMarked
package dev.parkranger.verdict;

import org.jspecify.annotations.NullMarked;
