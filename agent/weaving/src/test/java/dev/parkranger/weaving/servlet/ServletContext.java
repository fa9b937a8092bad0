package dev.parkranger.weaving.servlet;

public interface ServletContext {
    String getContextPath();
}
