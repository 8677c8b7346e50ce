//! The kernels, each with its choice of instruction set.

use crate::cpu::Tier;
pub use crate::decode::{MALFORMED, WIDE};
pub use crate::escape::ESCAPE_SURROGATES;
use crate::escape::{Latin1, Narrow, Utf16, Widen, convert};
pub use crate::json::{MAX_DEPTH, NOT_CANONICAL, VALID, room};
pub use crate::scan::{ESCAPED, IN_STRING};
use crate::simd::block::ScalarBlock;
use crate::simd::scalar::Scalar;
pub use crate::unescape::LATIN_1;

#[cfg(target_arch = "x86_64")]
use crate::simd::{
    avx2_wide::Avx2Wide,
    avx512::Avx512,
    block::{Avx2Block, Avx512Block},
};
#[cfg(target_arch = "aarch64")]
use crate::simd::{block::NeonBlock, neon::Neon};

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
                unsafe { convert::<$conversion<Avx2Wide $(, $flag)?>>(from, length, to) }
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

/// Defines a function that looks at blocks.
macro_rules! block_kernel {
    (
        $(#[$doc:meta])*
        $name:ident($($argument:ident: $type:ty),*) -> $result:ty = $function:ident $(, $flag:literal)?
    ) => {
        $(#[$doc])*
        #[inline]
        pub(crate) unsafe fn $name(tier: Tier, $($argument: $type),*) -> $result {
            #[cfg(target_arch = "x86_64")]
            #[target_feature(
                enable = "avx512f,avx512dq,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi1,bmi2,lzcnt,popcnt"
            )]
            unsafe fn avx512($($argument: $type),*) -> $result {
                // SAFETY: passed on.
                unsafe { $function::<Avx512Block $(, $flag)?>($($argument),*) }
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
            unsafe fn avx2($($argument: $type),*) -> $result {
                // SAFETY: passed on.
                unsafe { $function::<Avx2Block $(, $flag)?>($($argument),*) }
            }
            // SAFETY: by the conditions of this function.
            unsafe {
                match tier {
                    #[cfg(target_arch = "x86_64")]
                    Tier::Avx512 => avx512($($argument),*),
                    #[cfg(target_arch = "x86_64")]
                    Tier::Avx2 => avx2($($argument),*),
                    #[cfg(target_arch = "aarch64")]
                    Tier::Neon => $function::<NeonBlock $(, $flag)?>($($argument),*),
                    Tier::Scalar => $function::<ScalarBlock $(, $flag)?>($($argument),*),
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
    pub(crate) use crate::decode::{to_latin1 as utf8_to_latin1, to_utf16 as utf8_to_utf16};
    use crate::scan;

    use scan::{string_end as find, structurals as index};

    block_kernel!(
        /// # Safety
        ///
        /// The processor has the instructions of `tier`; `length` bytes can be read at `from`.
        string_end(from: *const u8, length: usize) -> usize = find, false
    );
    block_kernel!(
        /// # Safety
        ///
        /// As [`string_end`].
        plain_end(from: *const u8, length: usize) -> usize = find, true
    );
    block_kernel!(
        /// # Safety
        ///
        /// As [`string_end`]; `length` numbers can be written at `to`.
        structurals(
            from: *const u8, length: usize, base: u32, state: u32, to: *mut u32
        ) -> (usize, u32) = index
    );
    raw_kernel!(narrow_escaped, Narrow, false);

    use crate::unescape::unescape as unescape_by_blocks;

    block_kernel!(
        /// # Safety
        ///
        /// As [`string_end`]; as many bytes can be written at `to`.
        unescape_ascii(from: *const u8, length: usize, to: *mut u8) -> (usize, usize)
            = unescape_by_blocks, true
    );
    block_kernel!(
        /// # Safety
        ///
        /// As [`unescape_ascii`].
        unescape_latin1(from: *const u8, length: usize, to: *mut u8) -> (usize, usize)
            = unescape_by_blocks, false
    );

    /// # Safety
    ///
    /// As for the other kernels; as many bytes as can be read can be written.
    #[inline]
    pub(crate) unsafe fn unescape(
        tier: Tier,
        from: *const u8,
        length: usize,
        to: *mut u8,
        flags: u32,
    ) -> (usize, usize) {
        #[cfg(target_arch = "x86_64")]
        #[target_feature(
            enable = "avx512f,avx512dq,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi1,bmi2,lzcnt,popcnt"
        )]
        unsafe fn avx512<const ASCII: bool>(
            from: *const u8,
            length: usize,
            to: *mut u8,
        ) -> (usize, usize) {
            // SAFETY: passed on.
            unsafe { crate::unescape::avx512::unescape::<ASCII>(from, length, to) }
        }
        // SAFETY: passed on.
        unsafe {
            match (tier, flags & LATIN_1 == 0) {
                #[cfg(target_arch = "x86_64")]
                (Tier::Avx512, true) => avx512::<true>(from, length, to),
                #[cfg(target_arch = "x86_64")]
                (Tier::Avx512, false) => avx512::<false>(from, length, to),
                (_, true) => unescape_ascii(tier, from, length, to),
                (_, false) => unescape_latin1(tier, from, length, to),
            }
        }
    }

    use crate::json::{canonical as normalise, validate as check};

    block_kernel!(
        /// # Safety
        ///
        /// As [`string_end`].
        validate(from: *const u8, length: usize) -> i32 = check
    );
    block_kernel!(
        /// # Safety
        ///
        /// As [`string_end`]; as many bytes as [`room`] says can be written at `to`.
        canonical(from: *const u8, length: usize, to: *mut u8) -> i32 = normalise
    );

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

/// The position of the first quote, reverse solidus or control; the length if there is none.
///
/// # Panics
///
/// If this processor does not have the instructions.
pub fn string_end(tier: Tier, from: &[u8]) -> usize {
    assert!(tier.is_available());
    // SAFETY: just checked; the slice is valid for its length.
    unsafe { raw::string_end(tier, from.as_ptr(), from.len()) }
}

/// The position of the first quote, reverse solidus, control or byte beyond ASCII; the length if
/// there is none.
///
/// # Panics
///
/// If this processor does not have the instructions.
pub fn plain_end(tier: Tier, from: &[u8]) -> usize {
    assert!(tier.is_available());
    // SAFETY: just checked; the slice is valid for its length.
    unsafe { raw::plain_end(tier, from.as_ptr(), from.len()) }
}

/// Writes the positions of what structures JSON, and returns how many and the state after the last
/// byte: [`IN_STRING`] and [`ESCAPED`].
///
/// # Panics
///
/// If this processor does not have the instructions, or `to` is shorter than `from`.
pub fn structurals(tier: Tier, from: &[u8], state: u32, to: &mut [u32]) -> (usize, u32) {
    assert!(tier.is_available());
    assert!(to.len() >= from.len());
    // SAFETY: just checked.
    unsafe { raw::structurals(tier, from.as_ptr(), from.len(), 0, state, to.as_mut_ptr()) }
}

/// UTF-8 to UTF-16, lower byte first; returns the bytes written or [`MALFORMED`]. Bound: twice the
/// input.
///
/// # Panics
///
/// If this processor does not have the instructions, or `to` has no room for the bound.
pub fn utf8_to_utf16(tier: Tier, from: &[u8], to: &mut [u8]) -> i32 {
    assert!(tier.is_available());
    assert!(to.len() / 2 >= from.len());
    // SAFETY: just checked.
    unsafe { raw::utf8_to_utf16(tier, from.as_ptr(), from.len(), to.as_mut_ptr()) }
}

/// UTF-8 to Latin-1; returns the bytes written, [`MALFORMED`] or [`WIDE`]. Bound: the input.
///
/// # Panics
///
/// If this processor does not have the instructions, or `to` has no room for the bound.
pub fn utf8_to_latin1(tier: Tier, from: &[u8], to: &mut [u8]) -> i32 {
    assert!(tier.is_available());
    assert!(to.len() >= from.len());
    // SAFETY: just checked.
    unsafe { raw::utf8_to_latin1(tier, from.as_ptr(), from.len(), to.as_mut_ptr()) }
}

/// Copies the inside of a JSON string and replaces its escapes of two bytes, up to the first quote,
/// control, reverse solidus that begins no such escape or, without [`LATIN_1`], byte beyond ASCII;
/// returns how many bytes were read and written. Bound: the input.
///
/// # Panics
///
/// If this processor does not have the instructions, or `to` has no room for the bound.
pub fn unescape(tier: Tier, from: &[u8], to: &mut [u8], flags: u32) -> (usize, usize) {
    assert!(tier.is_available());
    assert!(to.len() >= from.len());
    // SAFETY: just checked.
    unsafe { raw::unescape(tier, from.as_ptr(), from.len(), to.as_mut_ptr(), flags) }
}

/// Whether the text is JSON: [`VALID`], or the position of the first byte with which no JSON text can
/// go on.
///
/// # Panics
///
/// If this processor does not have the instructions.
pub fn validate(tier: Tier, from: &[u8]) -> i32 {
    assert!(tier.is_available());
    // SAFETY: just checked; the slice is valid for its length.
    unsafe { raw::validate(tier, from.as_ptr(), from.len()) }
}

/// Writes the canonical form of a JSON text; returns its length or [`NOT_CANONICAL`]. Bound:
/// [`room`].
///
/// # Panics
///
/// If this processor does not have the instructions, or `to` has no room for the bound.
pub fn canonical(tier: Tier, from: &[u8], to: &mut [u8]) -> i32 {
    assert!(tier.is_available());
    assert!(to.len() >= room(from.len()));
    // SAFETY: just checked.
    unsafe { raw::canonical(tier, from.as_ptr(), from.len(), to.as_mut_ptr()) }
}
