/**
 * Text kernels: the inner loops that turn the text of a {@link java.lang.String} into JSON, over
 * byte arrays in the JDK's own layout of strings, and those that read, check and compare JSON.
 */
package io.fastaccel.runtime.text;
