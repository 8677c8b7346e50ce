//! The kernels, each with its choice of instruction set.

use crate::cpu::Tier;
pub use crate::escape::ESCAPE_SURROGATES;
use crate::escape::{Latin1, Narrow, Utf16, Widen, convert};
use crate::simd::scalar::Scalar;

#[cfg(target_arch = "aarch64")]
use crate::simd::neon::Neon;
#[cfg(target_arch = "x86_64")]
use crate::simd::{avx2::Avx2, avx512::Avx512};

/// Compiles a kernel once for each instruction set.
macro_rules! kernel {
    ($(#[$doc:meta])* $name:ident, $bound:literal, $conversion:ident $(, $flag:literal)?) => {
        $(#[$doc])*
        ///
        /// # Panics
        ///
        /// If this processor does not have the instructions, or `to` has no room for the bound.
        pub fn $name(tier: Tier, from: &[u8], to: &mut [u8]) -> usize {
            assert!(tier.is_available());
            assert!(to.len() / $bound >= from.len());
            // SAFETY: just checked; the slices are valid for reads and writes of their lengths.
            unsafe { raw::$name(tier, from.as_ptr(), from.len(), to.as_mut_ptr()) }
        }
    };
}

/// Defines the unchecked form of a kernel.
macro_rules! raw_kernel {
    ($name:ident, $conversion:ident $(, $flag:literal)?) => {
        /// # Safety
        ///
        /// The processor has the instructions of `tier`; `length` bytes can be read at `from`; the
        /// bound of the kernel can be written at `to`.
        #[inline]
        pub(crate) unsafe fn $name(
            tier: Tier,
            from: *const u8,
            length: usize,
            to: *mut u8,
        ) -> usize {
            #[cfg(target_arch = "x86_64")]
            #[target_feature(
                enable = "avx512f,avx512dq,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi1,bmi2,lzcnt,popcnt"
            )]
            unsafe fn avx512(from: *const u8, length: usize, to: *mut u8) -> usize {
                // SAFETY: passed on.
                unsafe { convert::<$conversion<Avx512 $(, $flag)?>>(from, length, to) }
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
            unsafe fn avx2(from: *const u8, length: usize, to: *mut u8) -> usize {
                // SAFETY: passed on.
                unsafe { convert::<$conversion<Avx2 $(, $flag)?>>(from, length, to) }
            }
            // SAFETY: by the conditions of this function.
            unsafe {
                match tier {
                    #[cfg(target_arch = "x86_64")]
                    Tier::Avx512 => avx512(from, length, to),
                    #[cfg(target_arch = "x86_64")]
                    Tier::Avx2 => avx2(from, length, to),
                    #[cfg(target_arch = "aarch64")]
                    Tier::Neon => convert::<$conversion<Neon $(, $flag)?>>(from, length, to),
                    Tier::Scalar => convert::<$conversion<Scalar $(, $flag)?>>(from, length, to),
                }
            }
        }
    };
}

pub(crate) mod raw {
    use super::*;

    raw_kernel!(escape_latin1, Latin1, false);
    raw_kernel!(escape_latin1_to_utf8, Latin1, true);
    raw_kernel!(escape_latin1_to_utf16, Widen);
    raw_kernel!(escape_utf16, Utf16);
    raw_kernel!(narrow_pairs, Narrow, true);
    raw_kernel!(narrow_escaped, Narrow, false);

    /// # Safety
    ///
    /// As for the other kernels.
    #[inline]
    pub(crate) unsafe fn escape_utf16_to_utf8(
        tier: Tier,
        from: *const u8,
        length: usize,
        to: *mut u8,
        flags: u32,
    ) -> usize {
        // SAFETY: passed on.
        unsafe {
            if flags & ESCAPE_SURROGATES == 0 {
                narrow_pairs(tier, from, length, to)
            } else {
                narrow_escaped(tier, from, length, to)
            }
        }
    }
}

kernel!(
    /// Latin-1 to Latin-1; returns the bytes written. Bound: six times the input.
    escape_latin1, 6, Latin1, false
);
kernel!(
    /// Latin-1 to UTF-8; returns the bytes written. Bound: six times the input.
    escape_latin1_to_utf8, 6, Latin1, true
);
kernel!(
    /// Latin-1 to UTF-16, lower byte first; returns the bytes written. Bound: twelve times the
    /// input.
    escape_latin1_to_utf16, 12, Widen
);

/// UTF-16 to UTF-16, lower byte first; returns the bytes written. Bound: six times the input.
///
/// # Panics
///
/// If this processor does not have the instructions, `to` has no room for the bound, or `from` has
/// half a char.
pub fn escape_utf16(tier: Tier, from: &[u8], to: &mut [u8]) -> usize {
    assert!(tier.is_available());
    assert!(from.len().is_multiple_of(2) && to.len() / 6 >= from.len());
    // SAFETY: just checked.
    unsafe { raw::escape_utf16(tier, from.as_ptr(), from.len(), to.as_mut_ptr()) }
}

/// UTF-16, lower byte first, to UTF-8; returns the bytes written. Bound: three times the input. With
/// [`ESCAPE_SURROGATES`] all surrogates are written as escapes, without it those that are no pair.
///
/// # Panics
///
/// As [`escape_utf16`].
pub fn escape_utf16_to_utf8(tier: Tier, from: &[u8], to: &mut [u8], flags: u32) -> usize {
    assert!(tier.is_available());
    assert!(from.len().is_multiple_of(2) && to.len() / 3 >= from.len());
    // SAFETY: just checked.
    unsafe { raw::escape_utf16_to_utf8(tier, from.as_ptr(), from.len(), to.as_mut_ptr(), flags) }
}
