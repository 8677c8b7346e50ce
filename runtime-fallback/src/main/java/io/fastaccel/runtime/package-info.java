/**
 * The contract of the accelerated runtime, and its implementation in pure Java. It depends on the
 * JDK alone.
 */
package io.fastaccel.runtime;
