package dev.parkranger.agent.tests.programs;

import dev.parkranger.api.OwnerScope;
import java.util.function.IntFunction;

/** Of a web application: scopes that leave a thread behind each. */
@SuppressWarnings("try") // that a scope is open is all there is to it
public final class ScopedWork implements IntFunction<Object> {

    @Override
    public Object apply(int count) {
        for (int i = 0; i < count; i++) {
            try (OwnerScope scope = OwnerScope.open("import of a web application")) {
                Thread left = new Thread(ChildProgram::waitForEver, "left-behind");
                left.setDaemon(true);
                ChildProgram.site("webapp");
                left.start();
            }
        }
        return OwnerScope.class.getClassLoader() == ScopedWork.class.getClassLoader();
    }
}
