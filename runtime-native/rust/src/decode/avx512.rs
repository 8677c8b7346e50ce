//! 64 bytes at a time. What is left over is for the caller.

use core::arch::x86_64::*;

/// Chars that begin here end within the 64 bytes.
const BEGINNINGS: u64 = (1 << 61) - 1;

/// To UTF-16: the first, second and third bytes of all chars are each moved to the front, so that
/// they meet. Stops before a char of four bytes that is first, and near the end.
///
/// # Safety
///
/// The processor has the instructions; the input is valid UTF-8; there is room for two bytes of
/// output for each byte of input.
#[target_feature(
    enable = "avx512f,avx512dq,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi1,bmi2,lzcnt,popcnt"
)]
pub(super) unsafe fn to_utf16(
    from: *const u8,
    length: usize,
    to: *mut u8,
    read: &mut usize,
    written: &mut usize,
) {
    // SAFETY: 66 bytes are left to read, and thus 132 to write, of which 128 are written.
    unsafe {
        while length - *read >= 66 {
            let start = from.add(*read);
            let out = to.add(*written);
            let v = _mm512_loadu_si512(start.cast());
            if _mm512_movepi8_mask(v) == 0 {
                let low = _mm512_cvtepu8_epi16(_mm512_castsi512_si256(v));
                let high = _mm512_cvtepu8_epi16(_mm512_extracti64x4_epi64::<1>(v));
                _mm512_storeu_si512(out.cast(), low);
                _mm512_storeu_si512(out.add(64).cast(), high);
                *read += 64;
                *written += 128;
                continue;
            }
            let second = _mm512_loadu_si512(start.add(1).cast());
            let third = _mm512_loadu_si512(start.add(2).cast());
            // Signed, continuations (0x80 to 0xbf) are the least.
            let leads = _mm512_cmpge_epi8_mask(v, _mm512_set1_epi8(0xc0u8 as i8));
            let four = _mm512_cmpge_epu8_mask(v, _mm512_set1_epi8(0xf0u8 as i8));
            let taken = leads & BEGINNINGS & _blsmsk_u64(four) & !four;
            if taken == 0 {
                return;
            }
            let first = _mm512_maskz_compress_epi8(taken, v);
            let second = _mm512_maskz_compress_epi8(taken, second);
            let third = _mm512_maskz_compress_epi8(taken, third);
            let low = chars(
                _mm512_castsi512_si256(first),
                _mm512_castsi512_si256(second),
                _mm512_castsi512_si256(third),
            );
            let high = chars(
                _mm512_extracti64x4_epi64::<1>(first),
                _mm512_extracti64x4_epi64::<1>(second),
                _mm512_extracti64x4_epi64::<1>(third),
            );
            _mm512_storeu_si512(out.cast(), low);
            _mm512_storeu_si512(out.add(64).cast(), high);
            *read += (leads & !taken).trailing_zeros() as usize;
            *written += 2 * taken.count_ones() as usize;
        }
    }
}

/// Up to three bytes each to a char.
#[inline(always)]
unsafe fn chars(first: __m256i, second: __m256i, third: __m256i) -> __m512i {
    // SAFETY: the caller's processor has the instructions.
    unsafe {
        let first = _mm512_cvtepu8_epi16(first);
        let six = _mm512_set1_epi16(0x3f);
        let second = _mm512_and_si512(_mm512_cvtepu8_epi16(second), six);
        let third = _mm512_and_si512(_mm512_cvtepu8_epi16(third), six);
        let is_two = _mm512_cmpge_epu16_mask(first, _mm512_set1_epi16(0xc0));
        let is_three = _mm512_cmpge_epu16_mask(first, _mm512_set1_epi16(0xe0));
        let two = _mm512_or_si512(
            _mm512_slli_epi16::<6>(_mm512_and_si512(first, _mm512_set1_epi16(0x1f))),
            second,
        );
        // The shift drops what marks the first byte.
        let three = _mm512_or_si512(
            _mm512_slli_epi16::<12>(first),
            _mm512_or_si512(_mm512_slli_epi16::<6>(second), third),
        );
        let chars = _mm512_mask_mov_epi16(first, is_two, two);
        _mm512_mask_mov_epi16(chars, is_three, three)
    }
}

/// To Latin-1: each char is made where its first byte is, then all move together. Returns false if
/// there is a char that Latin-1 lacks.
///
/// # Safety
///
/// The processor has the instructions; the input is valid UTF-8; there is room for a byte of
/// output for each byte of input.
#[target_feature(
    enable = "avx512f,avx512dq,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi1,bmi2,lzcnt,popcnt"
)]
pub(super) unsafe fn to_latin1(
    from: *const u8,
    length: usize,
    to: *mut u8,
    read: &mut usize,
    written: &mut usize,
) -> bool {
    // SAFETY: 65 bytes are left to read, and as many to write.
    unsafe {
        while length - *read >= 65 {
            let start = from.add(*read);
            let out = to.add(*written).cast();
            let v = _mm512_loadu_si512(start.cast());
            if _mm512_movepi8_mask(v) == 0 {
                _mm512_storeu_si512(out, v);
                *read += 64;
                *written += 64;
                continue;
            }
            if _mm512_cmpge_epu8_mask(v, _mm512_set1_epi8(0xc4u8 as i8)) != 0 {
                return false;
            }
            let next = _mm512_loadu_si512(start.add(1).cast());
            let two = _mm512_cmpge_epu8_mask(v, _mm512_set1_epi8(0xc2u8 as i8));
            // 0xC2 is followed by the char itself, 0xC3 by the char without bit 6.
            let upper = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(0xc3u8 as i8));
            let chars = _mm512_mask_mov_epi8(v, two, next);
            let chars = _mm512_mask_add_epi8(chars, upper, chars, _mm512_set1_epi8(0x40));
            let leads = _mm512_cmpge_epi8_mask(v, _mm512_set1_epi8(0xc0u8 as i8));
            _mm512_storeu_si512(out, _mm512_maskz_compress_epi8(leads, chars));
            // The second byte of a char whose first is the last of the 64 was read as well.
            *read += 64 + (two >> 63) as usize;
            *written += leads.count_ones() as usize;
        }
        true
    }
}
