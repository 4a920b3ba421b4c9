/** People are asked through another system, by signed messages (Standard Webhooks 1.0.0). */
@NullMarked
package io.jitjdbc.approval.webhook;

import org.jspecify.annotations.NullMarked;
