/** Pure functions from facts to judgements. Each judgement carries its reason. */
@NullMarked
package dev.parkranger.verdict;

import org.jspecify.annotations.NullMarked;
