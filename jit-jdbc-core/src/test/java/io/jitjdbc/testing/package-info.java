/**
 * Contracts that every implementation of an SPI must pass, and the real counterparts that tests
 * need: databases and an OIDC issuer.
 */
@NullMarked
package io.jitjdbc.testing;

import org.jspecify.annotations.NullMarked;
