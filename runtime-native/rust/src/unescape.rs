//! The inside of JSON strings without its escapes.

use crate::scan::ends;
use crate::simd::block::Block;

/// Bytes beyond ASCII are chars of Latin-1.
pub const LATIN_1: u32 = 1;

/// What the byte after a reverse solidus stands for; zero where that is another matter.
static MEANINGS: [u8; 128] = {
    let mut meanings = [0; 128];
    meanings[b'"' as usize] = b'"';
    meanings[b'/' as usize] = b'/';
    meanings[b'\\' as usize] = b'\\';
    meanings[b'b' as usize] = 8;
    meanings[b'f' as usize] = 12;
    meanings[b'n' as usize] = b'\n';
    meanings[b'r' as usize] = b'\r';
    meanings[b't' as usize] = b'\t';
    meanings
};

/// What an escape at the beginning of the bytes stands for; zero if there is no escape of two bytes.
///
/// # Safety
///
/// `length` bytes, at least one, can be read at `from`.
#[inline(always)]
unsafe fn meaning(from: *const u8, length: usize) -> u8 {
    // SAFETY: by the condition.
    unsafe {
        if length < 2 || *from != b'\\' {
            return 0;
        }
        let escaped = *from.add(1);
        if escaped < 128 {
            MEANINGS[escaped as usize]
        } else {
            0
        }
    }
}

/// Copies up to the first quote, control, byte beyond ASCII (if `ASCII`) or reverse solidus that
/// begins no escape of two bytes; each of those becomes what it stands for. Returns how many bytes
/// were read and written.
///
/// # Safety
///
/// The processor has the instructions of `B`; `length` bytes can be read at `from` and written at
/// `to`.
#[inline(always)]
pub(crate) unsafe fn unescape<B: Block, const ASCII: bool>(
    from: *const u8,
    length: usize,
    to: *mut u8,
) -> (usize, usize) {
    let mut read = 0;
    let mut written = 0;
    // SAFETY: never more is written than read, and whole blocks only where one is left to read.
    unsafe {
        while read < length {
            let left = length - read;
            if left >= 64 {
                let bits = ends::<B, ASCII>(B::load(from.add(read)));
                core::ptr::copy_nonoverlapping(from.add(read), to.add(written), 64);
                let clean = if bits == 0 {
                    64
                } else {
                    bits.trailing_zeros() as usize
                };
                read += clean;
                written += clean;
                if bits == 0 {
                    continue;
                }
            } else {
                let byte = *from.add(read);
                if byte >= 0x20 && byte != b'"' && byte != b'\\' && !(ASCII && byte >= 0x80) {
                    *to.add(written) = byte;
                    read += 1;
                    written += 1;
                    continue;
                }
            }
            let meaning = meaning(from.add(read), length - read);
            if meaning == 0 {
                break;
            }
            *to.add(written) = meaning;
            read += 2;
            written += 1;
        }
    }
    (read, written)
}

#[cfg(target_arch = "x86_64")]
pub(crate) mod avx512 {
    use super::MEANINGS;
    use core::arch::x86_64::*;

    const EVEN: u64 = 0x5555_5555_5555_5555;

    /// Those of a block's reverse solidi that escape what follows: every second one of a run. None
    /// before the block escapes its first byte. A run that begins at an even place becomes zeros
    /// where its first bit is added to it (Langdale and Lemire, "Parsing Gigabytes of JSON per
    /// Second", 2019, 3.1.1).
    #[inline(always)]
    fn escaping(solidus: u64) -> u64 {
        let starts = solidus & !(solidus << 1);
        let from_even = solidus & !solidus.wrapping_add(starts & EVEN);
        let from_odd = solidus & !from_even;
        (from_even & EVEN) | (from_odd & !EVEN)
    }

    /// The lowest bits.
    #[inline(always)]
    fn lowest(count: usize) -> u64 {
        if count >= 64 {
            u64::MAX
        } else {
            (1 << count) - 1
        }
    }

    /// As [`super::unescape`], without a branch for each escape: what is not copied is pressed out
    /// of the block.
    ///
    /// # Safety
    ///
    /// The processor has AVX-512 with VBMI2; `length` bytes can be read at `from` and written at
    /// `to`.
    #[inline(always)]
    pub(crate) unsafe fn unescape<const ASCII: bool>(
        from: *const u8,
        length: usize,
        to: *mut u8,
    ) -> (usize, usize) {
        // SAFETY: by the conditions; reads and writes beyond the ends are masked.
        unsafe {
            let low = _mm512_loadu_si512(MEANINGS.as_ptr().cast());
            let high = _mm512_loadu_si512(MEANINGS.as_ptr().add(64).cast());
            let mut read = 0;
            let mut written = 0;
            while read < length {
                let left = length - read;
                // What is not there is zero, at which everything ends.
                let block = _mm512_maskz_loadu_epi8(lowest(left), from.add(read).cast());
                let beyond = _mm512_movepi8_mask(block);
                let solidus = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(b'\\' as i8));
                let mut ends = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(b'"' as i8))
                    | _mm512_cmplt_epu8_mask(block, _mm512_set1_epi8(0x20));
                if ASCII {
                    ends |= beyond;
                }
                let escaping = escaping(solidus);
                let escaped = escaping << 1;
                let meaning = _mm512_permutex2var_epi8(low, block, high);
                let other = escaped & (_mm512_testn_epi8_mask(meaning, meaning) | beyond);
                // An escape that the block cuts is for the next one.
                let stops = (ends & !escaped) | other >> 1 | (escaping & 1 << 63);
                let plain = _mm512_mask_mov_epi8(block, escaped, meaning);
                if stops == 0 {
                    // A branch, so that the next block need not wait for what is in this one.
                    let kept = !escaping;
                    let packed = _mm512_maskz_compress_epi8(kept, plain);
                    _mm512_storeu_si512(to.add(written).cast(), packed);
                    read += 64;
                    written += kept.count_ones() as usize;
                    continue;
                }
                let count = stops.trailing_zeros() as usize;
                let kept = lowest(count) & !escaping;
                let packed = _mm512_maskz_compress_epi8(kept, plain);
                let chars = kept.count_ones() as usize;
                _mm512_mask_storeu_epi8(to.add(written).cast(), lowest(chars), packed);
                read += count;
                written += chars;
                if count < 63 || escaping >> 63 == 0 {
                    break;
                }
            }
            (read, written)
        }
    }
}
