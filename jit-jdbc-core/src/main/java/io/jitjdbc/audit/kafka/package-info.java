/** Audit events to Kafka, as CloudEvents. Needs Kafka's client, which is optional. */
@NullMarked
package io.jitjdbc.audit.kafka;

import org.jspecify.annotations.NullMarked;
