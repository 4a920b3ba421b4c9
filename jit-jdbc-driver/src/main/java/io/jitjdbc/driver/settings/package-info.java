/** From a URL and properties to checked settings, with nothing of ours left for the delegate. */
@NullMarked
package io.jitjdbc.driver.settings;

import org.jspecify.annotations.NullMarked;
