//! The text kernels of fast-accel.
//!
//! [`kernels`] has them as safe functions, for tests and fuzzing. The shared library exports them
//! by two doors: C functions (`fastaccel_…`) for the foreign-function API of Java 22 and later, and
//! JNI functions for the Java versions before it. Both take the arguments of the Java methods, whose
//! contract is `io.fastaccel.runtime.text.TextKernels`.
//!
//! The packed library is built with `--features library`: it then needs no other library, not even
//! the C library (so that one file serves glibc and musl), and cannot panic.

#![cfg_attr(feature = "library", no_std)]

mod cpu;
mod decode;
mod escape;
mod exports;
mod json;
pub mod kernels;
#[cfg(feature = "library")]
mod runtime;
mod scan;
mod simd;
mod tables;
mod unescape;

pub use cpu::Tier;
