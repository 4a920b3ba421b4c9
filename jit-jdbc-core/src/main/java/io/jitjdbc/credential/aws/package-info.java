/** A broker for databases of Amazon RDS and Aurora that take IAM tokens as passwords. */
@NullMarked
package io.jitjdbc.credential.aws;

import org.jspecify.annotations.NullMarked;
