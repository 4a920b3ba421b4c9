package io.jitjdbc.examples.controlplane;

import io.jitjdbc.spring.server.ControlPlane;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The control plane as one process; what it needs to know comes from properties. */
@SpringBootApplication
@Import(ControlPlane.class)
public class ControlPlaneApplication {}
