//! 32 bytes at a time where nothing changes; shuffles by table of 16 bytes where something does.

use super::{Progress, Simd, scalar::Scalar};
use crate::tables::{LENGTHS, PAIRS, SHORT_ESCAPES, WIDE_PAIRS};
use core::arch::x86_64::*;

pub(crate) struct Avx2;

const SOLIDUS: u8 = b'\\';

/// Vectors of a clean step, which are looked at together.
const GROUP: usize = 4;

/// By its lower four bits, the char that equals it if it is a quote or a reverse solidus. The shuffle
/// answers 0 for bytes beyond ASCII.
#[inline(always)]
pub(super) unsafe fn quote_or_solidus(v: __m256i) -> __m256i {
    // SAFETY: the caller's processor has the instructions.
    unsafe {
        let (q, s) = (b'"' as i8, SOLIDUS as i8);
        let table = _mm256_setr_epi8(
            0, 0, q, 0, 0, 0, 0, 0, 0, 0, 0, 0, s, 0, 0, 0, //
            0, 0, q, 0, 0, 0, 0, 0, 0, 0, 0, 0, s, 0, 0, 0,
        );
        _mm256_shuffle_epi8(table, v)
    }
}

/// 0 in each byte that needs an escape, and nowhere else.
#[inline(always)]
pub(super) unsafe fn distance(v: __m256i) -> __m256i {
    // SAFETY: the caller's processor has the instructions.
    unsafe {
        let above = _mm256_subs_epu8(v, _mm256_set1_epi8(0x1f));
        _mm256_min_epu8(above, _mm256_xor_si256(v, quote_or_solidus(v)))
    }
}

/// 0 in each 16-bit char that needs an escape, and in few others.
#[inline(always)]
unsafe fn wide_distance(v: __m256i) -> __m256i {
    // SAFETY: the caller's processor has the instructions.
    unsafe {
        let above = _mm256_subs_epu16(v, _mm256_set1_epi16(0x1f));
        _mm256_min_epu16(above, _mm256_xor_si256(v, quote_or_solidus(v)))
    }
}

/// Whether a byte is 0.
#[inline(always)]
unsafe fn has_zero(v: __m256i) -> bool {
    // SAFETY: the caller's processor has the instructions.
    unsafe { _mm256_movemask_epi8(_mm256_cmpeq_epi8(v, _mm256_setzero_si256())) != 0 }
}

/// Whether a 16-bit char is 0.
#[inline(always)]
unsafe fn has_wide_zero(v: __m256i) -> bool {
    // SAFETY: the caller's processor has the instructions.
    unsafe { _mm256_movemask_epi8(_mm256_cmpeq_epi16(v, _mm256_setzero_si256())) != 0 }
}

/// All ones in each 16-bit char that needs an escape.
#[inline(always)]
pub(super) unsafe fn wide_escapes(v: __m256i) -> __m256i {
    // SAFETY: the caller's processor has the instructions.
    unsafe {
        let control = _mm256_cmpeq_epi16(_mm256_min_epu16(v, _mm256_set1_epi16(0x1f)), v);
        let quote = _mm256_cmpeq_epi16(v, _mm256_set1_epi16(b'"' as i16));
        let solidus = _mm256_cmpeq_epi16(v, _mm256_set1_epi16(SOLIDUS as i16));
        _mm256_or_si256(control, _mm256_or_si256(quote, solidus))
    }
}

/// For eight 16-bit chars: what follows the reverse solidus in place of each control, the chars
/// themselves elsewhere; all ones in the escapes; and all ones in those of them that are long.
#[inline(always)]
unsafe fn escape_chars(v: __m128i) -> (__m128i, __m128i, __m128i) {
    // SAFETY: the caller's processor has the instructions; the table has 16 bytes.
    unsafe {
        let control = _mm_cmpeq_epi16(_mm_min_epu16(v, _mm_set1_epi16(0x1f)), v);
        let quote = _mm_cmpeq_epi16(v, _mm_set1_epi16(b'"' as i16));
        let solidus = _mm_cmpeq_epi16(v, _mm_set1_epi16(SOLIDUS as i16));
        let escape = _mm_or_si128(control, _mm_or_si128(quote, solidus));
        let table = _mm_loadu_si128(SHORT_ESCAPES.as_ptr().cast());
        // High bytes of the controls are 0 and would find table entry 0, which is 0.
        let short = _mm_shuffle_epi8(table, v);
        let below_16 = _mm_cmpeq_epi16(_mm_min_epu16(v, _mm_set1_epi16(15)), v);
        let none = _mm_cmpeq_epi16(short, _mm_setzero_si128());
        let is_short = _mm_andnot_si128(none, below_16);
        let body = _mm_blendv_epi8(v, short, is_short);
        (body, escape, _mm_andnot_si128(is_short, control))
    }
}

/// One bit for each 16-bit lane that is all ones.
#[inline(always)]
unsafe fn lanes(v: __m128i) -> u32 {
    // SAFETY: the caller's processor has the instructions.
    unsafe { _mm_movemask_epi8(_mm_packs_epi16(v, _mm_setzero_si128())) as u32 }
}

/// Eight chars to UTF-16, stopping at a long escape: chars converted, bytes written.
#[inline(always)]
unsafe fn step_wide(v: __m128i, to: *mut u8) -> (u32, usize) {
    // SAFETY: the caller's processor has the instructions. The worst case of 8 chars is 96 bytes; 16
    // are written at `to`, and 16 at most 16 bytes later. A mask of 4 bits is within the table.
    unsafe {
        let (body, escape, long) = escape_chars(v);
        let escape = lanes(escape);
        let long = lanes(long);
        let solidus = _mm_set1_epi16(SOLIDUS as i16);
        let low = _mm_unpacklo_epi16(solidus, body);
        let high = _mm_unpackhi_epi16(solidus, body);
        let (low_mask, high_mask) = (escape & 0xf, escape >> 4 & 0xf);
        let low_shuffle = WIDE_PAIRS.as_ptr().add(low_mask as usize);
        let high_shuffle = WIDE_PAIRS.as_ptr().add(high_mask as usize);
        let low = _mm_shuffle_epi8(low, _mm_loadu_si128(low_shuffle.cast()));
        let high = _mm_shuffle_epi8(high, _mm_loadu_si128(high_shuffle.cast()));
        _mm_storeu_si128(to.cast(), low);
        _mm_storeu_si128(
            to.add(2 * (4 + low_mask.count_ones()) as usize).cast(),
            high,
        );
        // A branch, so that what is read next does not wait for this result.
        if long == 0 {
            return (8, 2 * (8 + escape.count_ones()) as usize);
        }
        let count = long.trailing_zeros();
        let written = count + _bzhi_u32(escape, count).count_ones();
        (count, 2 * written as usize)
    }
}

impl Simd for Avx2 {
    type Narrower = Scalar;
    const CLEAN: usize = GROUP * 32;
    const STEP: usize = 16;

    #[inline(always)]
    unsafe fn clean_latin1<const UTF8: bool>(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: CLEAN bytes at both ends by the trait's conditions.
        unsafe {
            let mut least = _mm256_set1_epi8(-1);
            let mut high = _mm256_setzero_si256();
            for i in 0..GROUP {
                let v = _mm256_loadu_si256(from.add(32 * i).cast());
                _mm256_storeu_si256(to.add(32 * i).cast(), v);
                least = _mm256_min_epu8(least, distance(v));
                high = _mm256_or_si256(high, v);
            }
            !(has_zero(least) || UTF8 && _mm256_movemask_epi8(high) != 0)
        }
    }

    #[inline(always)]
    unsafe fn step_latin1<const UTF8: bool>(from: *const u8, to: *mut u8) -> Progress {
        // SAFETY: 16 bytes can be read. The worst case of 16 chars is 96 bytes; 16 are written at
        // `to`, and 16 at most 16 bytes later. A mask of 8 bits is within the table.
        unsafe {
            let v = _mm_loadu_si128(from.cast());
            let control = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1f)), v);
            let quote = _mm_cmpeq_epi8(v, _mm_set1_epi8(b'"' as i8));
            let solidus = _mm_cmpeq_epi8(v, _mm_set1_epi8(SOLIDUS as i8));
            let mut prefixed = _mm_or_si128(control, _mm_or_si128(quote, solidus));
            let table = _mm_loadu_si128(SHORT_ESCAPES.as_ptr().cast());
            let short = _mm_shuffle_epi8(table, v);
            let below_16 = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(15)), v);
            let none = _mm_cmpeq_epi8(short, _mm_setzero_si128());
            let is_short = _mm_andnot_si128(none, below_16);
            let long = _mm_movemask_epi8(_mm_andnot_si128(is_short, control)) as u32;
            let mut body = _mm_blendv_epi8(v, short, is_short);
            let mut prefix = _mm_set1_epi8(SOLIDUS as i8);
            if UTF8 {
                // Signed: 0x80 to 0xBF are below 0xC0 to 0xFF, and all of them below 0.
                let upper = _mm_and_si128(
                    _mm_cmpgt_epi8(v, _mm_set1_epi8(0xbfu8 as i8)),
                    _mm_cmpgt_epi8(_mm_setzero_si128(), v),
                );
                prefix = _mm_blendv_epi8(prefix, _mm_set1_epi8(0xc2u8 as i8), v);
                prefix = _mm_blendv_epi8(prefix, _mm_set1_epi8(0xc3u8 as i8), upper);
                body = _mm_sub_epi8(body, _mm_and_si128(upper, _mm_set1_epi8(0x40)));
                prefixed = _mm_or_si128(prefixed, v);
            }
            let prefixed = _mm_movemask_epi8(prefixed) as u32;
            let (low_mask, high_mask) = (prefixed & 0xff, prefixed >> 8);
            let low_shuffle = PAIRS.as_ptr().add(low_mask as usize);
            let high_shuffle = PAIRS.as_ptr().add(high_mask as usize);
            let low = _mm_shuffle_epi8(
                _mm_unpacklo_epi8(prefix, body),
                _mm_loadu_si128(low_shuffle.cast()),
            );
            let high = _mm_shuffle_epi8(
                _mm_unpackhi_epi8(prefix, body),
                _mm_loadu_si128(high_shuffle.cast()),
            );
            _mm_storeu_si128(to.cast(), low);
            _mm_storeu_si128(to.add((8 + low_mask.count_ones()) as usize).cast(), high);
            // A branch, so that what is read next does not wait for this result.
            if long == 0 {
                return (16, (16 + prefixed.count_ones()) as usize);
            }
            let count = long.trailing_zeros();
            let written = count + _bzhi_u32(prefixed, count).count_ones();
            (count as usize, written as usize)
        }
    }

    #[inline(always)]
    unsafe fn clean_widen(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: CLEAN bytes can be read, and twice as many written.
        unsafe {
            let mut least = _mm256_set1_epi8(-1);
            for i in 0..GROUP {
                let v = _mm256_loadu_si256(from.add(32 * i).cast());
                let low = _mm256_cvtepu8_epi16(_mm256_castsi256_si128(v));
                let high = _mm256_cvtepu8_epi16(_mm256_extracti128_si256::<1>(v));
                _mm256_storeu_si256(to.add(64 * i).cast(), low);
                _mm256_storeu_si256(to.add(64 * i + 32).cast(), high);
                least = _mm256_min_epu8(least, distance(v));
            }
            !has_zero(least)
        }
    }

    #[inline(always)]
    unsafe fn step_widen(from: *const u8, to: *mut u8) -> Progress {
        // SAFETY: 16 bytes can be read; a half writes at most 32 bytes.
        unsafe {
            let v = _mm_loadu_si128(from.cast());
            let (low, written) = step_wide(_mm_cvtepu8_epi16(v), to);
            if low < 8 {
                return (low as usize, written);
            }
            let upper = _mm_unpackhi_epi8(v, _mm_setzero_si128());
            let (high, more) = step_wide(upper, to.add(written));
            ((low + high) as usize, written + more)
        }
    }

    #[inline(always)]
    unsafe fn clean_utf16(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: CLEAN bytes at both ends.
        unsafe {
            let mut least = _mm256_set1_epi8(-1);
            for i in 0..GROUP {
                let v = _mm256_loadu_si256(from.add(32 * i).cast());
                _mm256_storeu_si256(to.add(32 * i).cast(), v);
                least = _mm256_min_epu16(least, wide_distance(v));
            }
            !has_wide_zero(least)
        }
    }

    #[inline(always)]
    unsafe fn step_utf16(from: *const u8, to: *mut u8) -> Progress {
        // SAFETY: 16 bytes can be read.
        unsafe {
            let (chars, written) = step_wide(_mm_loadu_si128(from.cast()), to);
            (2 * chars as usize, written)
        }
    }

    #[inline(always)]
    unsafe fn clean_narrow(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: CLEAN bytes can be read, and half as many written.
        unsafe {
            let mut least = _mm256_set1_epi8(-1);
            let mut wide = _mm256_setzero_si256();
            for i in 0..GROUP {
                let v = _mm256_loadu_si256(from.add(32 * i).cast());
                let low = _mm256_castsi256_si128(v);
                let high = _mm256_extracti128_si256::<1>(v);
                _mm_storeu_si128(to.add(16 * i).cast(), _mm_packus_epi16(low, high));
                wide = _mm256_or_si256(wide, v);
                least = _mm256_min_epu16(least, wide_distance(v));
            }
            let beyond = _mm256_set1_epi16(!0x7f);
            _mm256_testz_si256(wide, beyond) == 1 && !has_wide_zero(least)
        }
    }

    #[inline(always)]
    unsafe fn step_narrow<const PAIRS: bool>(from: *const u8, to: *mut u8) -> Progress {
        // SAFETY: 16 bytes can be read. The worst case of 8 chars is 48 bytes; 16 are written at
        // `to`, and 16 at most 12 bytes later. A mask of 8 bits is within the table.
        unsafe {
            let v = _mm_loadu_si128(from.cast());
            let (body, escape, long) = escape_chars(v);
            let surrogate = _mm_cmpeq_epi16(
                _mm_and_si128(v, _mm_set1_epi16(0xf800u16 as i16)),
                _mm_set1_epi16(0xd800u16 as i16),
            );
            let stop = lanes(_mm_or_si128(long, surrogate));

            let u = _mm256_cvtepu16_epi32(v);
            let escape = _mm256_cvtepi16_epi32(escape);
            let two = _mm256_cmpgt_epi32(u, _mm256_set1_epi32(0x7f));
            let three = _mm256_cmpgt_epi32(u, _mm256_set1_epi32(0x7ff));
            // The six lowest bits make the last byte, the six above them the one before it.
            let six = _mm256_set1_epi32(0x3f);
            let last = _mm256_and_si256(u, six);
            let middle = _mm256_and_si256(_mm256_srli_epi32::<6>(u), six);
            let bytes_of_two = _mm256_or_si256(
                _mm256_or_si256(_mm256_srli_epi32::<6>(u), _mm256_slli_epi32::<8>(last)),
                _mm256_set1_epi32(0x80c0),
            );
            let bytes_of_three = _mm256_or_si256(
                _mm256_or_si256(_mm256_srli_epi32::<12>(u), _mm256_slli_epi32::<8>(middle)),
                _mm256_or_si256(
                    _mm256_slli_epi32::<16>(last),
                    _mm256_set1_epi32(0x0080_80e0),
                ),
            );
            let escaped = _mm256_or_si256(
                _mm256_slli_epi32::<8>(_mm256_cvtepu16_epi32(body)),
                _mm256_set1_epi32(SOLIDUS as i32),
            );
            let mut bytes = _mm256_blendv_epi8(u, bytes_of_two, two);
            bytes = _mm256_blendv_epi8(bytes, bytes_of_three, three);
            bytes = _mm256_blendv_epi8(bytes, escaped, escape);
            let second = _mm256_or_si256(two, escape);
            let second = _mm256_movemask_ps(_mm256_castsi256_ps(second)) as u32;
            let third = _mm256_movemask_ps(_mm256_castsi256_ps(three)) as u32;

            let (low_second, low_third) = (second & 0xf, third & 0xf);
            let low_shuffle = LENGTHS.as_ptr().add((low_second | low_third << 4) as usize);
            let high_shuffle = LENGTHS
                .as_ptr()
                .add((second >> 4 | (third & 0xf0)) as usize);
            let low = _mm_shuffle_epi8(
                _mm256_castsi256_si128(bytes),
                _mm_loadu_si128(low_shuffle.cast()),
            );
            let high = _mm_shuffle_epi8(
                _mm256_extracti128_si256::<1>(bytes),
                _mm_loadu_si128(high_shuffle.cast()),
            );
            let low_length = 4 + low_second.count_ones() + low_third.count_ones();
            _mm_storeu_si128(to.cast(), low);
            _mm_storeu_si128(to.add(low_length as usize).cast(), high);
            // A branch, so that what is read next does not wait for this result.
            if stop == 0 {
                return (16, (8 + second.count_ones() + third.count_ones()) as usize);
            }
            let count = stop.trailing_zeros();
            let written = count
                + _bzhi_u32(second, count).count_ones()
                + _bzhi_u32(third, count).count_ones();
            (2 * count as usize, written as usize)
        }
    }
}
