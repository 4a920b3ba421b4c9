/** The built-in policy decision point: one YAML file, read again when it changes. */
@NullMarked
package io.jitjdbc.policy.yaml;

import org.jspecify.annotations.NullMarked;
