package dev.parkranger.reaper;

import dev.parkranger.record.Frame;
import dev.parkranger.record.Origin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which line of a stack is the one to mend: the innermost that is surely the application's; but where unknown code further
 * inside was handed the work by somebody else, that code is the application too, and what lies around it only passes
 * requests on. A known library's line is blamed only where there is no other.
 */
final class Blame {

    /** Under these names work is handed over to code that the caller does not know. */
    private static final List<String> HANDED_OVER =
            List.of("run", "call", "handle", "handleRequest", "service", "doFilter", "proceed");

    private final CodeMap code;

    Blame(CodeMap code) {
        this.code = code;
    }

    /** Null where all is the JDK's. */
    @Nullable
    Line of(List<Frame> stack) {
        int unknown = -1;
        int library = -1;
        for (int i = 0; i < stack.size(); i++) {
            CodeOrigin origin = code.origin(stack.get(i));
            if (origin == CodeOrigin.APPLICATION) {
                return unknown >= 0 && isHandedOver(stack, unknown, i)
                        ? new Line(stack, unknown, CodeOrigin.UNKNOWN)
                        : new Line(stack, i, origin);
            }
            if (origin == CodeOrigin.UNKNOWN && unknown < 0) {
                unknown = i;
            } else if (origin == CodeOrigin.LIBRARY && library < 0) {
                library = i;
            }
        }
        if (unknown >= 0) {
            return new Line(stack, unknown, CodeOrigin.UNKNOWN);
        }
        return library < 0 ? null : new Line(stack, library, CodeOrigin.LIBRARY);
    }

    /**
     * The line to blame of an origin, along its creators if need be.
     *
     * @param own that of its own stack
     * @param creators is given the lines of the creators that were asked, where they were of use
     */
    @Nullable
    Line ofOrigin(Origin origin, @Nullable Line own, List<Frame> creators) {
        if (own != null && own.origin() == CodeOrigin.APPLICATION) {
            return own;
        }
        return own != null && own.origin() == CodeOrigin.UNKNOWN
                ? ofClient(origin, own, creators)
                : ofCreators(origin, own, creators);
    }

    /** A known library's threads start threads: blamed is who called it first. Its own line is better than none. */
    private @Nullable Line ofCreators(Origin origin, @Nullable Line own, List<Frame> creators) {
        for (Origin at = origin.creator(); at != null; at = at.creator()) {
            Line line = of(at.frames());
            if (line != null) {
                creators.add(line.frame());
                if (line.origin().mayBeApplications()) {
                    return line;
                }
            }
        }
        return own;
    }

    /**
     * An unknown library may do so too, and an unknown part of the application be run by a thread that the rest has made: told
     * from each other by who made the thread, for nothing of the application's asks a library's own thread for anything.
     */
    private Line ofClient(Origin origin, Line own, List<Frame> creators) {
        List<Frame> passed = new ArrayList<>();
        List<Frame> stack = own.stack();
        for (Origin at = origin.creator(); at != null && isAmongItself(stack, own.frame()); at = at.creator()) {
            stack = at.frames();
            Line line = of(stack);
            if (line == null || !isMadeBySame(stack, own.frame())) {
                break;
            }
            passed.add(line.frame());
            if (line.origin() == CodeOrigin.APPLICATION) {
                creators.addAll(passed);
                return line;
            }
        }
        return own;
    }

    /** Whether on the way in from an application's line to an unknown one somebody gave the work to somebody else. */
    private boolean isHandedOver(List<Frame> stack, int unknown, int application) {
        Frame callee = stack.get(unknown);
        for (int i = unknown + 1; i <= application; i++) {
            Frame caller = stack.get(i);
            if (code.origin(caller) != CodeOrigin.NOBODYS) {
                if (isHandOver(caller, callee)
                        && (i < application ? !isCallback(stack, i, application, callee) : passesOn(caller, callee))) {
                    return true;
                }
                callee = caller;
            }
        }
        return false;
    }

    private static boolean isHandOver(Frame caller, Frame callee) {
        String name = callee.methodName();
        return (HANDED_OVER.contains(name) || callee.isLambda())
                && !KnownCode.owner(caller.className()).equals(KnownCode.owner(callee.className()));
    }

    /** Whether the library that is called has asked for it itself, further out. */
    private static boolean isCallback(List<Frame> stack, int caller, int application, Frame callee) {
        for (Frame further : stack.subList(caller, application)) {
            if (isOfSame(further, callee)) {
                return true;
            }
        }
        return false;
    }

    /** A client may have a method of such a name too: of the application's line it must show that it only wraps. */
    private static boolean passesOn(Frame caller, Frame callee) {
        return callee.methodName().equals("proceed")
                || caller.isLambda()
                || caller.methodName().startsWith(callee.methodName());
    }

    /** Whether nobody but its own library is on the stack: it runs on a thread of that library's. */
    private boolean isAmongItself(List<Frame> stack, Frame own) {
        for (Frame frame : stack) {
            if (code.origin(frame) != CodeOrigin.NOBODYS && !isOfSame(frame, own)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it was the same library that made it. */
    private boolean isMadeBySame(List<Frame> stack, Frame own) {
        for (Frame frame : stack) {
            if (code.origin(frame) != CodeOrigin.NOBODYS) {
                return isOfSame(frame, own);
            }
        }
        return false;
    }

    private static boolean isOfSame(Frame frame, Frame own) {
        return KnownCode.owner(frame.className()).equals(KnownCode.owner(own.className()));
    }
}
