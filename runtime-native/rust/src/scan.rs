//! Looking for what matters to a parser of JSON.

use crate::simd::block::Block;

/// In the state of [`structurals`]: the bytes before were inside a string.
pub const IN_STRING: u32 = 1;
/// In the state of [`structurals`]: the byte before escapes the next one.
pub const ESCAPED: u32 = 2;

/// Copies fewer than 64 bytes to a block of their own.
///
/// # Safety
///
/// `length` bytes, fewer than 64, can be read at `from`.
#[inline(always)]
unsafe fn rest(from: *const u8, length: usize, fill: u8) -> [u8; 64] {
    let mut bytes = [fill; 64];
    let mut i = 0;
    while i < length && i < 64 {
        // SAFETY: i is below both lengths.
        bytes[i] = unsafe { *from.add(i) };
        i += 1;
    }
    bytes
}

/// One bit for each byte of a block at which a search ends. Not a closure: that would be compiled
/// without the instructions of `B`, and call a function for each of them.
///
/// # Safety
///
/// The processor has the instructions of `B`.
#[inline(always)]
pub(crate) unsafe fn ends<B: Block, const ASCII: bool>(block: B) -> u64 {
    // SAFETY: by the condition.
    unsafe {
        let high = if ASCII { block.high() } else { 0 };
        block.equal(b'"') | block.equal(b'\\') | block.below(0x20) | high
    }
}

/// The first quote, reverse solidus or control (or byte beyond ASCII, if `ASCII`); `length` if there
/// is none.
///
/// # Safety
///
/// The processor has the instructions of `B`; `length` bytes can be read at `from`.
#[inline(always)]
pub(crate) unsafe fn string_end<B: Block, const ASCII: bool>(
    from: *const u8,
    length: usize,
) -> usize {
    // SAFETY: only blocks of 64 bytes that are left, or a block of our own, are read.
    unsafe {
        let mut at = 0;
        while length - at >= 64 {
            let bits = ends::<B, ASCII>(B::load(from.add(at)));
            if bits != 0 {
                return at + bits.trailing_zeros() as usize;
            }
            at += 64;
        }
        let last = rest(from.add(at), length - at, b' ');
        let bits = ends::<B, ASCII>(B::load(last.as_ptr()));
        length.min(at + bits.trailing_zeros() as usize)
    }
}

/// Writes the positions, counted from `base`, of the braces, brackets, colons and commas outside
/// strings and of the quotes that begin and end strings. Returns how many, and the state after the
/// last byte.
///
/// As stage 1 of Langdale and Lemire, "Parsing Gigabytes of JSON per Second" (2019), except that
/// white space is not looked at.
///
/// # Safety
///
/// The processor has the instructions of `B`; `length` bytes can be read at `from`; as many numbers
/// can be written at `to`.
#[inline(always)]
pub(crate) unsafe fn structurals<B: Block>(
    from: *const u8,
    length: usize,
    base: u32,
    state: u32,
    to: *mut u32,
) -> (usize, u32) {
    let mut in_string = if state & IN_STRING != 0 { u64::MAX } else { 0 };
    let mut escaped_first = (state & ESCAPED != 0) as u64;
    let mut count = 0;
    let mut at = 0;
    // SAFETY: blocks are within the input or our own; a position is written only for a byte of the
    // input, thus at most `length` of them.
    unsafe {
        while at < length {
            let left = length - at;
            let (block, valid) = if left >= 64 {
                (B::load(from.add(at)), u64::MAX)
            } else {
                let last = rest(from.add(at), left, b' ');
                (B::load(last.as_ptr()), !(u64::MAX << left))
            };
            let escaped = escaped(block.equal(b'\\') & valid, &mut escaped_first, left);
            let quotes = block.equal(b'"') & !escaped & valid;
            // From each opening quote on to before its closing quote.
            let inside = parity(quotes) ^ in_string;
            in_string = ((inside as i64) >> 63) as u64;
            let marks = block.equal(b'{')
                | block.equal(b'}')
                | block.equal(b'[')
                | block.equal(b']')
                | block.equal(b':')
                | block.equal(b',');
            let mut bits = (marks & !inside & valid) | quotes;
            while bits != 0 {
                to.add(count)
                    .write_unaligned(base + at as u32 + bits.trailing_zeros());
                count += 1;
                bits &= bits - 1;
            }
            at += 64;
        }
    }
    let string = if in_string != 0 { IN_STRING } else { 0 };
    let escape = if escaped_first != 0 { ESCAPED } else { 0 };
    (count, string | escape)
}

/// The bytes that are escaped by a reverse solidus before them, which are every second one of a run.
#[inline(always)]
fn escaped(mut solidus: u64, first: &mut u64, length: usize) -> u64 {
    let mut escaped = *first;
    solidus &= !*first;
    *first = 0;
    // Runs are rare: one after the other.
    while solidus != 0 {
        let at = solidus.trailing_zeros() as usize;
        if at + 1 >= length.min(64) {
            *first = 1;
            break;
        }
        escaped |= 2 << at;
        // Neither the one that escapes nor the one escaped begins another escape.
        solidus &= !(3 << at);
    }
    escaped
}

/// For each bit whether the number of bits up to it is odd.
#[inline(always)]
fn parity(mut bits: u64) -> u64 {
    let mut shift = 1;
    while shift < 64 {
        bits ^= bits << shift;
        shift *= 2;
    }
    bits
}
