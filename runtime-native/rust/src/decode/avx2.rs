//! 32 bytes at a time. What is left over is for the caller.

use crate::tables::{KEPT_BYTES, KEPT_CHARS};
use core::arch::x86_64::*;

/// ASCII to one byte a char, or to two if `WIDE`; returns how many, of those in the whole steps before
/// the first other char.
///
/// # Safety
///
/// The processor has the instructions; `length` bytes can be read, and as many chars written.
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) unsafe fn ascii<const WIDE: bool>(from: *const u8, length: usize, to: *mut u8) -> usize {
    let mut read = 0;
    // SAFETY: 32 bytes are left to read, and as many chars to write.
    unsafe {
        while length - read >= 32 {
            let v = _mm256_loadu_si256(from.add(read).cast());
            if _mm256_movemask_epi8(v) != 0 {
                break;
            }
            if WIDE {
                widen(v, to.add(2 * read));
            } else {
                _mm256_storeu_si256(to.add(read).cast(), v);
            }
            read += 32;
        }
    }
    read
}

/// Writes 32 chars of ASCII, two bytes each.
///
/// # Safety
///
/// The processor has the instructions; 64 bytes can be written.
#[inline(always)]
unsafe fn widen(v: __m256i, to: *mut u8) {
    // SAFETY: by the conditions.
    unsafe {
        let low = _mm256_cvtepu8_epi16(_mm256_castsi256_si128(v));
        let high = _mm256_cvtepu8_epi16(_mm256_extracti128_si256::<1>(v));
        _mm256_storeu_si256(to.cast(), low);
        _mm256_storeu_si256(to.add(32).cast(), high);
    }
}

/// To UTF-16: the chars that begin in 16 bytes are made in 16 lanes, and those lanes move together in
/// which one begins. A step may begin within a char, which the step before has made. Stops near the
/// end.
///
/// # Safety
///
/// The processor has the instructions; the input is valid UTF-8 and a char begins at `read`; there
/// is room for two bytes of output for each byte of input.
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) unsafe fn to_utf16(
    from: *const u8,
    length: usize,
    to: *mut u8,
    read: &mut usize,
    written: &mut usize,
) {
    // SAFETY: 34 bytes are left to read, and thus 68 to write, of which at most 64 are written. All
    // bytes of a char of valid UTF-8 can be read.
    unsafe {
        while length - *read >= 34 {
            let start = from.add(*read);
            let mut out = to.add(*written);
            let v = _mm256_loadu_si256(start.cast());
            if _mm256_movemask_epi8(v) == 0 {
                widen(v, out);
                *read += 32;
                *written += 64;
                continue;
            }
            let four = _mm256_max_epu8(v, _mm256_set1_epi8(0xf0u8 as i8));
            let four = _mm256_movemask_epi8(_mm256_cmpeq_epi8(four, v)) as u32;
            let leads = leads(v) & four.wrapping_sub(1) & !four;
            out = write_chars(chars(start), leads & 0xffff, out);
            write_chars(chars(start.add(16)), leads >> 16, out);
            *written += 2 * leads.count_ones() as usize;
            if four == 0 {
                *read += 32;
            } else {
                *read += four.trailing_zeros() as usize;
                let (point, bytes) = super::code_point(from.add(*read));
                super::put_pair(point, to.add(*written));
                *read += bytes;
                *written += 4;
            }
        }
        while *read < length && *from.add(*read) & 0xc0 == 0x80 {
            *read += 1;
        }
    }
}

/// One bit for each byte with which a char begins.
///
/// # Safety
///
/// The processor has the instructions.
#[inline(always)]
unsafe fn leads(v: __m256i) -> u32 {
    // SAFETY: by the condition. Signed, the bytes that continue a char (0x80 to 0xbf) are the least.
    unsafe { _mm256_movemask_epi8(_mm256_cmpgt_epi8(v, _mm256_set1_epi8(0xbfu8 as i8))) as u32 }
}

/// In each lane the char that begins with this byte, if one of up to three bytes does.
///
/// # Safety
///
/// The processor has the instructions; 18 bytes can be read.
#[inline(always)]
unsafe fn chars(from: *const u8) -> __m256i {
    // SAFETY: by the conditions.
    unsafe {
        let first = _mm256_cvtepu8_epi16(_mm_loadu_si128(from.cast()));
        let second = _mm256_cvtepu8_epi16(_mm_loadu_si128(from.add(1).cast()));
        let third = _mm256_cvtepu8_epi16(_mm_loadu_si128(from.add(2).cast()));
        let six = _mm256_set1_epi16(0x3f);
        let (second, third) = (_mm256_and_si256(second, six), _mm256_and_si256(third, six));
        let two = _mm256_and_si256(first, _mm256_set1_epi16(0x1f));
        let two = _mm256_or_si256(_mm256_slli_epi16::<6>(two), second);
        // The shift drops what marks the first byte.
        let three = _mm256_or_si256(_mm256_slli_epi16::<12>(first), third);
        let three = _mm256_or_si256(three, _mm256_slli_epi16::<6>(second));
        let is_two = _mm256_cmpgt_epi16(first, _mm256_set1_epi16(0xbf));
        let is_three = _mm256_cmpgt_epi16(first, _mm256_set1_epi16(0xdf));
        _mm256_blendv_epi8(_mm256_blendv_epi8(first, two, is_two), three, is_three)
    }
}

/// Writes those of sixteen chars whose bit is set, and returns where the next one comes.
///
/// # Safety
///
/// The processor has the instructions; `bits` has no more than 16; 32 bytes can be written.
#[inline(always)]
unsafe fn write_chars(chars: __m256i, bits: u32, to: *mut u8) -> *mut u8 {
    // SAFETY: an index of 8 bits is within the table; the second eight begin at most 16 bytes later.
    unsafe {
        let (low, high) = (bits & 0xff, bits >> 8);
        let next = to.add(2 * low.count_ones() as usize);
        let table = KEPT_CHARS.as_ptr();
        let shuffle = _mm_loadu_si128(table.add(low as usize).cast());
        let bytes = _mm_shuffle_epi8(_mm256_castsi256_si128(chars), shuffle);
        _mm_storeu_si128(to.cast(), bytes);
        let shuffle = _mm_loadu_si128(table.add(high as usize).cast());
        let bytes = _mm_shuffle_epi8(_mm256_extracti128_si256::<1>(chars), shuffle);
        _mm_storeu_si128(next.cast(), bytes);
        next.add(2 * high.count_ones() as usize)
    }
}

/// To Latin-1: each char is made where its first byte is, then all move together. Returns false if
/// there is a char that Latin-1 lacks. Stops near the end.
///
/// # Safety
///
/// The processor has the instructions; the input is valid UTF-8 and a char begins at `read`; there
/// is room for a byte of output for each byte of input.
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) unsafe fn to_latin1(
    from: *const u8,
    length: usize,
    to: *mut u8,
    read: &mut usize,
    written: &mut usize,
) -> bool {
    // SAFETY: 33 bytes are left to read, and as many to write. An index of 8 bits is within the
    // table; eight bytes are written, each time at most eight after those before.
    unsafe {
        while length - *read >= 33 {
            let start = from.add(*read);
            let mut out = to.add(*written);
            let v = _mm256_loadu_si256(start.cast());
            if _mm256_movemask_epi8(v) == 0 {
                _mm256_storeu_si256(out.cast(), v);
                *read += 32;
                *written += 32;
                continue;
            }
            let wide = _mm256_max_epu8(v, _mm256_set1_epi8(0xc4u8 as i8));
            if _mm256_movemask_epi8(_mm256_cmpeq_epi8(wide, v)) != 0 {
                return false;
            }
            let next = _mm256_loadu_si256(start.add(1).cast());
            // 0xC2 is followed by the char itself, 0xC3 by the char without bit 6.
            let upper = _mm256_cmpeq_epi8(v, _mm256_set1_epi8(0xc3u8 as i8));
            let two = _mm256_cmpeq_epi8(v, _mm256_set1_epi8(0xc2u8 as i8));
            let two = _mm256_or_si256(two, upper);
            let chars = _mm256_blendv_epi8(v, next, two);
            let bit = _mm256_and_si256(upper, _mm256_set1_epi8(0x40));
            let chars = _mm256_add_epi8(chars, bit);
            let leads = leads(v);
            let halves = [
                _mm256_castsi256_si128(chars),
                _mm256_extracti128_si256::<1>(chars),
            ];
            for i in 0..4 {
                let group = if i % 2 == 0 {
                    halves[i / 2]
                } else {
                    _mm_unpackhi_epi64(halves[i / 2], halves[i / 2])
                };
                let bits = leads >> (8 * i) & 0xff;
                let shuffle = KEPT_BYTES.as_ptr().add(bits as usize);
                let bytes = _mm_shuffle_epi8(group, _mm_loadl_epi64(shuffle.cast()));
                _mm_storel_epi64(out.cast(), bytes);
                out = out.add(bits.count_ones() as usize);
            }
            // The second byte of a char whose first is the last of the 32 was read as well.
            let beyond = _mm256_movemask_epi8(two) as u32 >> 31;
            *read += 32 + beyond as usize;
            *written += leads.count_ones() as usize;
        }
        true
    }
}
