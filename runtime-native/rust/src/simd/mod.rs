//! The steps that the kernels are made of, once for each instruction set.

#[cfg(target_arch = "x86_64")]
pub(crate) mod avx2;
#[cfg(target_arch = "x86_64")]
pub(crate) mod avx2_wide;
#[cfg(target_arch = "x86_64")]
pub(crate) mod avx512;
pub(crate) mod block;
#[cfg(target_arch = "aarch64")]
pub(crate) mod neon;
pub(crate) mod scalar;

/// Bytes read and bytes written by a step.
pub(crate) type Progress = (usize, usize);

/// One instruction set.
///
/// Every method reads at `from` and writes at `to`. A *clean* step changes nothing but the width of
/// a char: it reads [`CLEAN`](Simd::CLEAN) bytes, and returns false if one of the chars needs more
/// than that. A *step* takes [`STEP`](Simd::STEP) bytes, converts the chars up to the first that it
/// cannot convert, and tells how many bytes those were and how many they became. It may look at
/// [`READ`](Simd::READ) bytes.
///
/// # Safety
///
/// For all methods: the processor has the instructions; `CLEAN` or `READ` bytes can be read at
/// `from`; at `to` as many bytes can be written as the `CLEAN` or `STEP` bytes may become in the
/// worst case by the contract of the kernel (6 bytes a char of UTF-8 or Latin-1, 12 bytes a char of
/// UTF-16), all of which may be overwritten. Pointers need no alignment.
pub(crate) trait Simd {
    /// What finishes the bytes that are too few for a step.
    type Narrower: Simd;
    /// Whether `Narrower` is the same type.
    const LAST: bool = false;
    /// Bytes read by a clean step.
    const CLEAN: usize;
    /// Bytes converted by a step.
    const STEP: usize;
    /// Bytes that a step may look at.
    const READ: usize = Self::STEP;

    /// Latin-1 to Latin-1, or to UTF-8 if `UTF8`.
    unsafe fn clean_latin1<const UTF8: bool>(from: *const u8, to: *mut u8) -> bool;
    /// Latin-1 to Latin-1, or to UTF-8 if `UTF8`; stops at a long escape.
    unsafe fn step_latin1<const UTF8: bool>(from: *const u8, to: *mut u8) -> Progress;
    /// Latin-1 to UTF-16: writes twice as many bytes.
    unsafe fn clean_widen(from: *const u8, to: *mut u8) -> bool;
    /// Latin-1 to UTF-16; stops at a long escape.
    unsafe fn step_widen(from: *const u8, to: *mut u8) -> Progress;
    /// UTF-16 to UTF-16.
    unsafe fn clean_utf16(from: *const u8, to: *mut u8) -> bool;
    /// UTF-16 to UTF-16; stops at a long escape.
    unsafe fn step_utf16(from: *const u8, to: *mut u8) -> Progress;
    /// UTF-16 to UTF-8: writes half as many bytes.
    unsafe fn clean_narrow(from: *const u8, to: *mut u8) -> bool;
    /// UTF-16 to UTF-8; stops at a long escape and at a surrogate, or may convert pairs of them to
    /// four bytes if `PAIRS`.
    unsafe fn step_narrow<const PAIRS: bool>(from: *const u8, to: *mut u8) -> Progress;
}
