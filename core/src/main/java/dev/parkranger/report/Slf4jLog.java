package dev.parkranger.report;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;

/**
 * The application's own SLF4J, reached by reflection. It is never set to work by us: an event that comes before the
 * application has logged for the first time goes elsewhere, else our look at it would fix its configuration too early.
 * Nothing is kept between events, so that a web application's loader can go.
 */
final class Slf4jLog {
    private static final String LOGGER_NAME = "parkranger";
    private static final String NOTHING_LOGGER = "org.slf4j.helpers.NOPLogger";
    /** {@code LoggerFactory.SUCCESSFUL_INITIALIZATION}, the same from 1.5 to 2.0. */
    private static final int SUCCESSFUL = 3;

    private Slf4jLog() {}

    /**
     * Logs one event there.
     *
     * @param loader one that is known to have defined {@code org.slf4j.LoggerFactory}
     * @return false where the event was not taken and must go elsewhere
     */
    static boolean log(ClassLoader loader, LogEvent event) {
        try {
            Class<?> factory = Class.forName("org.slf4j.LoggerFactory", false, loader);
            if (!isReady(factory)) {
                return false;
            }
            Method logger = factory.getMethod("getLogger", String.class);
            Object target = logger.invoke(null, LOGGER_NAME);
            if (target == null || target.getClass().getName().equals(NOTHING_LOGGER)) {
                return false;
            }
            String level = switch (event.level()) {
                case WARN -> "warn";
                case INFO -> "info";
                case DEBUG -> "debug";
            };
            // Through the interface: the implementing class need not be accessible.
            logger.getReturnType().getMethod(level, String.class).invoke(target, event.text());
            return true;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return false;
        }
    }

    /**
     * Initialising the class itself only sets its fields; it is the first {@code getLogger} that looks for a provider
     * and reads configurations. Where the field cannot be read, the class was loaded by somebody, and is taken as used.
     */
    private static boolean isReady(Class<?> factory) throws IllegalAccessException {
        Field state;
        try {
            state = factory.getDeclaredField("INITIALIZATION_STATE");
            state.setAccessible(true);
        } catch (NoSuchFieldException | InaccessibleObjectException e) {
            return true;
        }
        return state.getType() != int.class || state.getInt(null) == SUCCESSFUL;
    }
}
