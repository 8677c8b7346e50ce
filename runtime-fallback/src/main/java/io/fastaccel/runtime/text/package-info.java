/**
 * Text kernels: the inner loops that turn the text of a {@link java.lang.String} into JSON, over
 * byte arrays in the JDK's own layout of strings.
 */
package io.fastaccel.runtime.text;
