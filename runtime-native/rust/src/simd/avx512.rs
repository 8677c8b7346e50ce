//! 64 bytes at a time: AVX-512 with VBMI2, whose compress instruction makes every conversion the
//! same three moves: widen each char to a fixed number of bytes, fill them, keep those that count.

use super::{Progress, Simd, avx2::Avx2};
use crate::tables::SHORT_ESCAPES;
use core::arch::x86_64::*;

pub(crate) struct Avx512;

const SOLIDUS: i8 = b'\\' as i8;

/// The lower bit of each pair of bits.
const FIRST_OF_TWO: u64 = 0x5555_5555_5555_5555;
/// The lowest bit of each group of four bits.
const FIRST_OF_FOUR: u64 = 0x1111_1111_1111_1111;

#[inline(always)]
unsafe fn escapes_64(v: __m512i) -> u64 {
    // SAFETY: the caller's processor has the instructions.
    unsafe {
        _mm512_cmplt_epu8_mask(v, _mm512_set1_epi8(0x20))
            | _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(b'"' as i8))
            | _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(SOLIDUS))
    }
}

#[inline(always)]
unsafe fn escapes_32_chars(v: __m512i) -> u32 {
    // SAFETY: the caller's processor has the instructions.
    unsafe {
        _mm512_cmplt_epu16_mask(v, _mm512_set1_epi16(0x20))
            | _mm512_cmpeq_epi16_mask(v, _mm512_set1_epi16(b'"' as i16))
            | _mm512_cmpeq_epi16_mask(v, _mm512_set1_epi16(SOLIDUS as i16))
    }
}

/// For 16-bit chars: what follows the reverse solidus in place of each control, the chars
/// themselves elsewhere; and the masks of the escapes and of those that are long.
#[inline(always)]
unsafe fn escape_chars(v: __m512i) -> (__m512i, u32, u32) {
    // SAFETY: the caller's processor has the instructions; the table has 16 bytes.
    unsafe {
        let control = _mm512_cmplt_epu16_mask(v, _mm512_set1_epi16(0x20));
        let escape = control
            | _mm512_cmpeq_epi16_mask(v, _mm512_set1_epi16(b'"' as i16))
            | _mm512_cmpeq_epi16_mask(v, _mm512_set1_epi16(SOLIDUS as i16));
        let table = _mm512_broadcast_i32x4(_mm_loadu_si128(SHORT_ESCAPES.as_ptr().cast()));
        // High bytes of the controls are 0 and would find table entry 0, which is 0.
        let short = _mm512_shuffle_epi8(table, v);
        let is_short = _mm512_mask_cmplt_epu16_mask(control, v, _mm512_set1_epi16(16))
            & _mm512_test_epi16_mask(short, short);
        let body = _mm512_mask_blend_epi16(is_short, v, short);
        (body, escape, control & !is_short)
    }
}

/// Sixteen chars become their UTF-16 bodies with a reverse solidus before those in `escape`; writes
/// 64 bytes and returns the length that counts for the first `count` chars.
#[inline(always)]
unsafe fn write_wide(body: __m256i, escape: u32, count: u32, to: *mut u8) -> usize {
    // SAFETY: the caller's processor has the instructions, and 64 bytes can be written at `to`.
    unsafe {
        let pairs = _mm512_or_si512(
            _mm512_slli_epi32::<16>(_mm512_cvtepu16_epi32(body)),
            _mm512_set1_epi32(SOLIDUS as i32),
        );
        let kept = _pdep_u32(escape, FIRST_OF_TWO as u32) | !(FIRST_OF_TWO as u32);
        _mm512_storeu_si512(to.cast(), _mm512_maskz_compress_epi16(kept, pairs));
        2 * (count + _bzhi_u32(escape, count).count_ones()) as usize
    }
}

/// Thirty-two chars in 16-bit lanes to UTF-16, stopping at a long escape.
#[inline(always)]
unsafe fn step_wide(v: __m512i, to: *mut u8) -> (u32, usize) {
    // SAFETY: the caller's processor has the instructions. The worst case of 32 chars is 32 * 12
    // bytes; 64 are written at `to`, and 64 at most 64 bytes later.
    unsafe {
        let (body, escape, long) = escape_chars(v);
        let count = long.trailing_zeros();
        let low = write_wide(
            _mm512_castsi512_si256(body),
            escape & 0xffff,
            count.min(16),
            to,
        );
        let high = write_wide(
            _mm512_extracti64x4_epi64::<1>(body),
            escape >> 16,
            count.max(16) - 16,
            to.add(low),
        );
        (count, low + if count > 16 { high } else { 0 })
    }
}

/// Sixteen chars, none of them a surrogate, to at most three bytes each; writes 64 bytes and returns
/// the length that counts for the first `count` chars.
#[inline(always)]
unsafe fn write_narrow(
    chars: __m256i,
    body: __m256i,
    escape: u32,
    count: u32,
    to: *mut u8,
) -> usize {
    // SAFETY: the caller's processor has the instructions, and 64 bytes can be written at `to`.
    unsafe {
        let u = _mm512_cvtepu16_epi32(chars);
        let two = _mm512_cmpge_epu32_mask(u, _mm512_set1_epi32(0x80));
        let three = _mm512_cmpge_epu32_mask(u, _mm512_set1_epi32(0x800));
        let escape = escape as __mmask16;
        // The six lowest bits make the last byte, the six above them the one before it.
        let six = _mm512_set1_epi32(0x3f);
        let last = _mm512_and_si512(u, six);
        let middle = _mm512_and_si512(_mm512_srli_epi32::<6>(u), six);
        let bytes_of_two = _mm512_or_si512(
            _mm512_or_si512(_mm512_srli_epi32::<6>(u), _mm512_slli_epi32::<8>(last)),
            _mm512_set1_epi32(0x80c0),
        );
        let bytes_of_three = _mm512_or_si512(
            _mm512_or_si512(_mm512_srli_epi32::<12>(u), _mm512_slli_epi32::<8>(middle)),
            _mm512_or_si512(
                _mm512_slli_epi32::<16>(last),
                _mm512_set1_epi32(0x0080_80e0),
            ),
        );
        let escaped = _mm512_or_si512(
            _mm512_slli_epi32::<8>(_mm512_cvtepu16_epi32(body)),
            _mm512_set1_epi32(SOLIDUS as i32),
        );
        let mut bytes = _mm512_mask_mov_epi32(u, two, bytes_of_two);
        bytes = _mm512_mask_mov_epi32(bytes, three, bytes_of_three);
        bytes = _mm512_mask_mov_epi32(bytes, escape, escaped);
        let second = _pdep_u64((two | escape) as u64, FIRST_OF_FOUR);
        let third = _pdep_u64(three as u64, FIRST_OF_FOUR);
        let kept = FIRST_OF_FOUR | second << 1 | third << 2;
        _mm512_storeu_si512(to.cast(), _mm512_maskz_compress_epi8(kept, bytes));
        _bzhi_u64(kept, 4 * count).count_ones() as usize
    }
}

/// Thirty-two chars become their bodies, with their prefix before those in `prefixed`; writes 64
/// bytes and returns the length that counts for the first `count` chars.
#[inline(always)]
unsafe fn pairs(prefix: __m256i, body: __m256i, prefixed: u32, count: u32, to: *mut u8) -> usize {
    // SAFETY: the caller's processor has the instructions, and 64 bytes can be written at `to`.
    unsafe {
        let pairs = _mm512_or_si512(
            _mm512_slli_epi16::<8>(_mm512_cvtepu8_epi16(body)),
            _mm512_cvtepu8_epi16(prefix),
        );
        let kept = _pdep_u64(prefixed as u64, FIRST_OF_TWO) | !FIRST_OF_TWO;
        _mm512_storeu_si512(to.cast(), _mm512_maskz_compress_epi8(kept, pairs));
        (count + _bzhi_u32(prefixed, count).count_ones()) as usize
    }
}

impl Simd for Avx512 {
    type Narrower = Avx2;
    const CLEAN: usize = 64;
    const STEP: usize = 64;

    #[inline(always)]
    unsafe fn clean_latin1<const UTF8: bool>(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: 64 bytes at both ends by the trait's conditions.
        unsafe {
            let v = _mm512_loadu_si512(from.cast());
            let mut other = escapes_64(v);
            if UTF8 {
                other |= _mm512_movepi8_mask(v);
            }
            _mm512_storeu_si512(to.cast(), v);
            other == 0
        }
    }

    #[inline(always)]
    unsafe fn step_latin1<const UTF8: bool>(from: *const u8, to: *mut u8) -> Progress {
        // SAFETY: 64 bytes can be read. Two times 64 bytes are written, the second at most 64 bytes
        // later: within the 384 of the worst case.
        unsafe {
            let v = _mm512_loadu_si512(from.cast());
            let control = _mm512_cmplt_epu8_mask(v, _mm512_set1_epi8(0x20));
            let mut prefixed = control
                | _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(b'"' as i8))
                | _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(SOLIDUS));
            let table = _mm512_broadcast_i32x4(_mm_loadu_si128(SHORT_ESCAPES.as_ptr().cast()));
            let short = _mm512_shuffle_epi8(table, v);
            let is_short = _mm512_mask_cmplt_epu8_mask(control, v, _mm512_set1_epi8(16))
                & _mm512_test_epi8_mask(short, short);
            let long = control & !is_short;
            let mut body = _mm512_mask_mov_epi8(v, is_short, short);
            let mut prefix = _mm512_set1_epi8(SOLIDUS);
            if UTF8 {
                let high = _mm512_movepi8_mask(v);
                let upper = _mm512_cmpge_epu8_mask(v, _mm512_set1_epi8(0xc0u8 as i8));
                prefix = _mm512_mask_mov_epi8(prefix, high, _mm512_set1_epi8(0xc2u8 as i8));
                prefix = _mm512_mask_mov_epi8(prefix, upper, _mm512_set1_epi8(0xc3u8 as i8));
                body = _mm512_mask_sub_epi8(body, upper, body, _mm512_set1_epi8(0x40));
                prefixed |= high;
            }
            let count = long.trailing_zeros();
            let low = pairs(
                _mm512_castsi512_si256(prefix),
                _mm512_castsi512_si256(body),
                prefixed as u32,
                count.min(32),
                to,
            );
            let high = pairs(
                _mm512_extracti64x4_epi64::<1>(prefix),
                _mm512_extracti64x4_epi64::<1>(body),
                (prefixed >> 32) as u32,
                count.max(32) - 32,
                to.add(low),
            );
            (count as usize, low + if count > 32 { high } else { 0 })
        }
    }

    #[inline(always)]
    unsafe fn clean_widen(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: 64 bytes can be read and 128 written.
        unsafe {
            let v = _mm512_loadu_si512(from.cast());
            let low = _mm512_cvtepu8_epi16(_mm512_castsi512_si256(v));
            let high = _mm512_cvtepu8_epi16(_mm512_extracti64x4_epi64::<1>(v));
            _mm512_storeu_si512(to.cast(), low);
            _mm512_storeu_si512(to.add(64).cast(), high);
            escapes_64(v) == 0
        }
    }

    #[inline(always)]
    unsafe fn step_widen(from: *const u8, to: *mut u8) -> Progress {
        // SAFETY: 64 bytes can be read; a half writes at most 128 bytes.
        unsafe {
            let (low, written) =
                step_wide(_mm512_cvtepu8_epi16(_mm256_loadu_si256(from.cast())), to);
            if low < 32 {
                return (low as usize, written);
            }
            let upper = _mm256_loadu_si256(from.add(32).cast());
            let (high, more) = step_wide(_mm512_cvtepu8_epi16(upper), to.add(written));
            ((low + high) as usize, written + more)
        }
    }

    #[inline(always)]
    unsafe fn clean_utf16(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: 64 bytes at both ends.
        unsafe {
            let v = _mm512_loadu_si512(from.cast());
            _mm512_storeu_si512(to.cast(), v);
            escapes_32_chars(v) == 0
        }
    }

    #[inline(always)]
    unsafe fn step_utf16(from: *const u8, to: *mut u8) -> Progress {
        // SAFETY: 64 bytes can be read.
        unsafe {
            let (chars, written) = step_wide(_mm512_loadu_si512(from.cast()), to);
            (2 * chars as usize, written)
        }
    }

    #[inline(always)]
    unsafe fn clean_narrow(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: 64 bytes can be read and 32 written.
        unsafe {
            let v = _mm512_loadu_si512(from.cast());
            _mm256_storeu_si256(to.cast(), _mm512_cvtepi16_epi8(v));
            let wide = _mm512_test_epi16_mask(v, _mm512_set1_epi16(!0x7f));
            wide | escapes_32_chars(v) == 0
        }
    }

    #[inline(always)]
    unsafe fn step_narrow(from: *const u8, to: *mut u8) -> Progress {
        // SAFETY: 64 bytes can be read. Two times 64 bytes are written, the second at most 48 bytes
        // later: within the 192 of the worst case.
        unsafe {
            let v = _mm512_loadu_si512(from.cast());
            let (body, escape, long) = escape_chars(v);
            let surrogate = _mm512_cmpeq_epi16_mask(
                _mm512_and_si512(v, _mm512_set1_epi16(0xf800u16 as i16)),
                _mm512_set1_epi16(0xd800u16 as i16),
            );
            let count = (long | surrogate).trailing_zeros();
            let low = write_narrow(
                _mm512_castsi512_si256(v),
                _mm512_castsi512_si256(body),
                escape & 0xffff,
                count.min(16),
                to,
            );
            let high = write_narrow(
                _mm512_extracti64x4_epi64::<1>(v),
                _mm512_extracti64x4_epi64::<1>(body),
                escape >> 16,
                count.max(16) - 16,
                to.add(low),
            );
            (2 * count as usize, low + if count > 16 { high } else { 0 })
        }
    }
}
