//! Eight bytes at a time in ordinary registers: always there.

use super::{Progress, Simd};

pub(crate) struct Scalar;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;
const WIDE_ONES: u64 = 0x0001_0001_0001_0001;
const WIDE_HIGHS: u64 = 0x8000_8000_8000_8000;

/// Whether one of eight bytes is a quote, a reverse solidus or a control. After the exclusive or
/// with 2, the quote (0x22) is 0x20 and the controls are still those below 0x20: one comparison
/// with 0x21 finds both. The lowest byte that is reported is right; higher ones may be false.
fn needs_escape(word: u64) -> bool {
    let quote_or_control = (word ^ (2 * ONES)).wrapping_sub(0x21 * ONES);
    let solidus = (word ^ (0x5c * ONES)).wrapping_sub(ONES);
    (quote_or_control | solidus) & !word & HIGHS != 0
}

/// The same for four chars of UTF-16.
fn wide_needs_escape(word: u64) -> bool {
    let quote_or_control = (word ^ (2 * WIDE_ONES)).wrapping_sub(0x21 * WIDE_ONES);
    let solidus = (word ^ (0x5c * WIDE_ONES)).wrapping_sub(WIDE_ONES);
    (quote_or_control | solidus) & !word & WIDE_HIGHS != 0
}

/// Four bytes to the low halves of four chars.
fn widen(word: u32) -> u64 {
    let mut wide = word as u64;
    wide = (wide | wide << 16) & 0x0000_ffff_0000_ffff;
    (wide | wide << 8) & 0x00ff_00ff_00ff_00ff
}

/// The low halves of four chars to four bytes.
fn narrow(word: u64) -> u32 {
    let word = (word | word >> 8) & 0x0000_ffff_0000_ffff;
    (word | word >> 16) as u32
}

// SAFETY (all blocks): the trait's conditions cover the one word read and the words written.
impl Simd for Scalar {
    type Narrower = Scalar;
    const LAST: bool = true;
    const CLEAN: usize = 8;
    const STEP: usize = 8;

    #[inline(always)]
    unsafe fn clean_latin1<const UTF8: bool>(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: CLEAN bytes at both ends.
        let word = unsafe { from.cast::<u64>().read_unaligned() }.to_le();
        if needs_escape(word) || (UTF8 && word & HIGHS != 0) {
            return false;
        }
        // SAFETY: as above.
        unsafe { to.cast::<u64>().write_unaligned(word.to_le()) };
        true
    }

    #[inline(always)]
    unsafe fn step_latin1<const UTF8: bool>(_: *const u8, _: *mut u8) -> Progress {
        (0, 0)
    }

    #[inline(always)]
    unsafe fn clean_widen(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: CLEAN bytes can be read.
        let word = unsafe { from.cast::<u64>().read_unaligned() }.to_le();
        if needs_escape(word) {
            return false;
        }
        let halves = [
            widen(word as u32).to_le(),
            widen((word >> 32) as u32).to_le(),
        ];
        // SAFETY: 12 bytes a char can be written.
        unsafe { to.cast::<[u64; 2]>().write_unaligned(halves) };
        true
    }

    #[inline(always)]
    unsafe fn step_widen(_: *const u8, _: *mut u8) -> Progress {
        (0, 0)
    }

    #[inline(always)]
    unsafe fn clean_utf16(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: CLEAN bytes can be read.
        let word = unsafe { from.cast::<u64>().read_unaligned() }.to_le();
        if wide_needs_escape(word) {
            return false;
        }
        // SAFETY: 12 bytes a char can be written.
        unsafe { to.cast::<u64>().write_unaligned(word.to_le()) };
        true
    }

    #[inline(always)]
    unsafe fn step_utf16(_: *const u8, _: *mut u8) -> Progress {
        (0, 0)
    }

    #[inline(always)]
    unsafe fn clean_narrow(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: CLEAN bytes can be read.
        let word = unsafe { from.cast::<u64>().read_unaligned() }.to_le();
        if word & 0xff80_ff80_ff80_ff80 != 0 || wide_needs_escape(word) {
            return false;
        }
        // SAFETY: 6 bytes a char can be written.
        unsafe { to.cast::<u32>().write_unaligned(narrow(word).to_le()) };
        true
    }

    #[inline(always)]
    unsafe fn step_narrow<const PAIRS: bool>(_: *const u8, _: *mut u8) -> Progress {
        (0, 0)
    }
}
