package dev.parkranger.launcher;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.util.zip.ZipFile;

/** The main class of the JVM that analyses a heap dump; the agent starts it, nobody else need. */
public final class ProofProcess {

    private static final String MAIN = "dev.parkranger.proof.Main";

    private ProofProcess() {}

    public static void main(String[] arguments) throws Throwable {
        File jar = new File(ProofProcess.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try {
            Class.forName(MAIN, true, new IsolatedLoader(new ZipFile(jar), IsolatedLoader.PROOF))
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
