/** A small shop: nothing in its code knows of masks, only its policy does. */
@NullMarked
package io.jitjdbc.example.shop;

import org.jspecify.annotations.NullMarked;
