package dev.parkranger.weaving.servlet.http;

/** By its name's end what containers hand to their servlets. */
public interface HttpServletRequest {
    String getMethod();

    String getServletPath();

    String getPathInfo();
}
