/** Asking an OAuth 2.0 authorization server for tokens, as a client that is a service. */
@NullMarked
package io.jitjdbc.identity.oauth;

import org.jspecify.annotations.NullMarked;
