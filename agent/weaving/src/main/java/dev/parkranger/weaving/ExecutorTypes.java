package dev.parkranger.weaving;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The internal names of the executors' classes that have been woven. Thread-safe; asked in hooks. */
final class ExecutorTypes {

    /** More than an application has. */
    private static final int MAX = 10_000;

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    void add(String type) {
        if (known.size() < MAX) {
            known.add(type);
        }
    }

    boolean isNestedInOne(String type) {
        for (int at = type.indexOf('$'); at > 0; at = type.indexOf('$', at + 1)) {
            if (known.contains(type.substring(0, at))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the class is an executor, nested in one, or known to wrap what one hands on. */
    boolean isPartOfOne(String type) {
        return known.contains(type) || isNestedInOne(type) || PoolRules.handsOn(type);
    }
}
