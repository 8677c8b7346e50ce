/** The text kernels alone: in Java, natively, and the copy that nothing can beat. */
package io.fastaccel.benchmarks.kernels;
