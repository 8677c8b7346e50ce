/**
 * The runtime contract on native kernels: a small library, written in Rust, that is called by the
 * foreign-function API from Java 22 and by JNI before. {@link
 * io.fastaccel.runtime.nativekernels.NativeRuntime} is the entrance.
 */
package io.fastaccel.runtime.nativekernels;
