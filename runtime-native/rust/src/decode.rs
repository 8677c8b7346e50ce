//! UTF-8, checked, to the two layouts of a Java string.

use crate::cpu::Tier;

/// Not UTF-8 as the Unicode standard defines it.
pub const MALFORMED: i32 = -1;
/// A char that Latin-1 lacks.
pub const WIDE: i32 = -2;

/// Whether the bytes are UTF-8.
///
/// # Safety
///
/// The processor has the instructions of `tier`.
#[inline(always)]
unsafe fn is_utf8(tier: Tier, bytes: &[u8]) -> bool {
    if cfg!(miri) {
        // simdutf8 0.1.5 computes addresses beyond the end, to prefetch. It never reads there, but
        // Miri does not let it compute them.
        return core::str::from_utf8(bytes).is_ok();
    }
    match tier {
        #[cfg(target_arch = "x86_64")]
        Tier::Avx2 | Tier::Avx512 => {
            // SAFETY: AVX2 is there by the condition.
            unsafe { simdutf8::basic::imp::x86::avx2::validate_utf8(bytes) }.is_ok()
        }
        #[cfg(target_arch = "aarch64")]
        // SAFETY: every processor of this architecture has NEON.
        Tier::Neon => unsafe { simdutf8::basic::imp::aarch64::neon::validate_utf8(bytes) }.is_ok(),
        Tier::Scalar => core::str::from_utf8(bytes).is_ok(),
    }
}

/// Decodes to UTF-16, lower byte first; returns the bytes written or [`MALFORMED`].
///
/// # Safety
///
/// The processor has the instructions of `tier`; `length` bytes can be read at `from`, and twice as
/// many written at `to`.
pub(crate) unsafe fn to_utf16(tier: Tier, from: *const u8, length: usize, to: *mut u8) -> i32 {
    // SAFETY: by the conditions. Each byte of input becomes at most two.
    unsafe {
        if !is_utf8(tier, core::slice::from_raw_parts(from, length)) {
            return MALFORMED;
        }
        let (mut read, mut written) = (0, 0);
        while read < length {
            #[cfg(target_arch = "x86_64")]
            if tier == Tier::Avx512 {
                wide::run(from, length, to, &mut read, &mut written);
            }
            if ascii_word(from, length, read) {
                let word = from.add(read).cast::<[u8; 8]>().read();
                for (i, byte) in word.into_iter().enumerate() {
                    to.add(written + 2 * i).write(byte);
                    to.add(written + 2 * i + 1).write(0);
                }
                read += 8;
                written += 16;
                continue;
            }
            let mut steps = 0;
            while steps < 8 && read < length {
                let (point, bytes) = code_point(from.add(read));
                read += bytes;
                if point < 0x1_0000 {
                    put(point as u16, to.add(written));
                    written += 2;
                } else {
                    let high = (point - 0x1_0000) >> 10;
                    put(0xd800 | high as u16, to.add(written));
                    put(0xdc00 | (point & 0x3ff) as u16, to.add(written + 2));
                    written += 4;
                }
                steps += 1;
            }
        }
        written as i32
    }
}

/// Decodes to Latin-1; returns the bytes written, [`MALFORMED`] or [`WIDE`].
///
/// # Safety
///
/// The processor has the instructions of `tier`; `length` bytes can be read at `from`, and as many
/// written at `to`.
pub(crate) unsafe fn to_latin1(tier: Tier, from: *const u8, length: usize, to: *mut u8) -> i32 {
    // SAFETY: by the conditions. Each byte of input becomes at most one.
    unsafe {
        if !is_utf8(tier, core::slice::from_raw_parts(from, length)) {
            return MALFORMED;
        }
        let (mut read, mut written) = (0, 0);
        while read < length {
            #[cfg(target_arch = "x86_64")]
            if tier == Tier::Avx512 && !narrow::run(from, length, to, &mut read, &mut written) {
                return WIDE;
            }
            if ascii_word(from, length, read) {
                let word = from.add(read).cast::<[u8; 8]>().read();
                to.add(written).cast::<[u8; 8]>().write(word);
                read += 8;
                written += 8;
                continue;
            }
            let mut steps = 0;
            while steps < 8 && read < length {
                let (point, bytes) = code_point(from.add(read));
                if point > 0xff {
                    return WIDE;
                }
                to.add(written).write(point as u8);
                read += bytes;
                written += 1;
                steps += 1;
            }
        }
        written as i32
    }
}

/// Whether eight bytes of ASCII are next.
#[inline(always)]
unsafe fn ascii_word(from: *const u8, length: usize, read: usize) -> bool {
    // SAFETY: checked just before.
    length - read >= 8
        && unsafe { from.add(read).cast::<u64>().read_unaligned() } & 0x8080_8080_8080_8080 == 0
}

#[inline(always)]
unsafe fn put(c: u16, to: *mut u8) {
    // SAFETY: the callers have room for two bytes.
    unsafe { to.cast::<[u8; 2]>().write(c.to_le_bytes()) }
}

/// The char that begins here and the bytes it takes.
///
/// # Safety
///
/// A char of valid UTF-8 begins at `from`, so all of its bytes can be read.
#[inline(always)]
unsafe fn code_point(from: *const u8) -> (u32, usize) {
    // SAFETY: the first byte tells how many follow.
    unsafe {
        let first = *from as u32;
        let next = |i: usize| *from.add(i) as u32 & 0x3f;
        match first {
            0..0x80 => (first, 1),
            0x80..0xe0 => ((first & 0x1f) << 6 | next(1), 2),
            0xe0..0xf0 => ((first & 0xf) << 12 | next(1) << 6 | next(2), 3),
            _ => (
                (first & 7) << 18 | next(1) << 12 | next(2) << 6 | next(3),
                4,
            ),
        }
    }
}

/// To UTF-16 by AVX-512: the first, second and third bytes of all chars are each moved to the front,
/// so that they meet.
#[cfg(target_arch = "x86_64")]
mod wide {
    use core::arch::x86_64::*;

    /// Chars that begin here end within the 64 bytes.
    const BEGINNINGS: u64 = (1 << 61) - 1;

    /// # Safety
    ///
    /// The processor has the instructions; the input is valid UTF-8; there is room for two bytes of
    /// output for each byte of input.
    #[target_feature(
        enable = "avx512f,avx512dq,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi1,bmi2,lzcnt,popcnt"
    )]
    pub(super) unsafe fn run(
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
}

/// To Latin-1 by AVX-512: each char is made where its first byte is, then all move together.
#[cfg(target_arch = "x86_64")]
mod narrow {
    use core::arch::x86_64::*;

    /// Returns false if there is a char that Latin-1 lacks.
    ///
    /// # Safety
    ///
    /// The processor has the instructions; the input is valid UTF-8; there is room for a byte of
    /// output for each byte of input.
    #[target_feature(
        enable = "avx512f,avx512dq,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi1,bmi2,lzcnt,popcnt"
    )]
    pub(super) unsafe fn run(
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
}
