package dev.parkranger.reaper;

/** What the names of classes tell by themselves: the JDK's, generated ones, widely used libraries, launchers. */
final class KnownCode {

    private static final String[] JDK = {"java.", "javax.", "jdk.", "sun.", "com.sun."};

    /** Of {@code javax}, what no JDK has. */
    private static final String[] NOT_JDK = {
        "javax.servlet.", "javax.ws.", "javax.ejb.", "javax.persistence.", "javax.inject.", "javax.enterprise."
    };

    /** Widely used servers, clients and frameworks: called by the application, or calling it, but never its own line. */
    private static final String[] LIBRARIES = {
        "akka.",
        "ch.qos.logback.",
        "com.fasterxml.",
        "com.github.benmanes.",
        "com.google.common.",
        "com.mysql.",
        "com.zaxxer.",
        "dev.parkranger.api.",
        "groovy.",
        "io.grpc.",
        "io.helidon.",
        "io.micrometer.",
        "io.micronaut.",
        "io.netty.",
        "io.opentelemetry.",
        "io.quarkus.",
        "io.undertow.",
        "io.vertx.",
        "jakarta.",
        "javax.",
        "kotlin.",
        "kotlinx.",
        "net.bytebuddy.",
        "net.sf.cglib.",
        "okhttp3.",
        "okio.",
        "org.aopalliance.",
        "org.apache.",
        "org.aspectj.",
        "org.codehaus.groovy.",
        "org.eclipse.jetty.",
        "org.glassfish.",
        "org.h2.",
        "org.hibernate.",
        "org.jboss.",
        "org.postgresql.",
        "org.quartz.",
        "org.slf4j.",
        "org.springframework.",
        "org.xnio.",
        "reactor.",
        "scala."
    };

    /** What runs somebody else's code and is none of the above, which has launchers too (Spring Boot, Tomcat, Surefire). */
    private static final String[] LAUNCHERS = {
        "clojure.main",
        "com.caucho.server.",
        "com.ibm.ws.",
        "com.ibm.wsspi.",
        "com.install4j.",
        "com.intellij.rt.",
        "fish.payara.",
        "org.codehaus.plexus.classworlds.",
        "org.eclipse.equinox.launcher.",
        "org.gradle.",
        "org.junit.",
        "org.openjdk.jmh.",
        "org.tanukisoftware.wrapper.",
        "org.testng.",
        "org.wildfly.",
        "play.core.server.",
        "sbt.",
        "weblogic.",
        "worker.org.gradle."
    };

    /** Frameworks that write classes at run time leave these in their names. */
    private static final String[] GENERATED = {
        "$Proxy", "$ByteBuddy$", "$HibernateProxy$", "$MockitoMock$", "_$$_", "_ClientProxy", "/"
    };

    /** Below these each has a name of his own. */
    private static final String[] SHARED = {
        "com.github.", "com.gitlab.", "io.github.", "io.gitlab.", "org.apache.", "org.bitbucket.", "org.eclipse."
    };

    private static final int LIBRARY_PARTS = 3;
    private static final int OWNER_PARTS = 2;

    private KnownCode() {}

    static boolean isJdk(String className) {
        return startsWithAny(className, JDK) && !startsWithAny(className, NOT_JDK);
    }

    /** Proxies, classes of lambdas, hidden classes; but not the anonymous classes of Scala, which someone has written. */
    static boolean isGenerated(String className) {
        int dollars = className.indexOf("$$");
        if (dollars >= 0 && !className.startsWith("$$anon", dollars)) {
            return true;
        }
        for (String sign : GENERATED) {
            if (className.contains(sign)) {
                return true;
            }
        }
        return false;
    }

    static boolean isLibrary(String className) {
        return startsWithAny(className, LIBRARIES) || startsWithAny(className, LAUNCHERS);
    }

    static boolean startsWithAny(String name, String[] prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** As people name libraries: {@code org.apache.kafka}, {@code com.zaxxer.hikari}, {@code okhttp3}. */
    static String library(String className) {
        return parts(className, LIBRARY_PARTS);
    }

    /** Whose it is, by the beginning of its package: {@code com.acme}, {@code io.github.someone}. */
    static String owner(String className) {
        return parts(className, startsWithAny(className, SHARED) ? OWNER_PARTS + 1 : OWNER_PARTS);
    }

    /** The first parts of a class's package; of a class without one its name. */
    private static String parts(String className, int most) {
        int end = -1;
        for (int parts = 0; parts < most; parts++) {
            int next = className.indexOf('.', end + 1);
            if (next < 0 || Character.isUpperCase(className.charAt(end + 1))) {
                break;
            }
            end = next;
        }
        return end < 0 ? className : className.substring(0, end);
    }
}
