//! UTF-8, checked, to the two layouts of a Java string.

use crate::cpu::Tier;

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;

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

/// Decodes ASCII at the beginning, to two bytes a char if `WIDE`; returns how many chars, perhaps not
/// all that there are.
///
/// # Safety
///
/// The processor has the instructions of `tier`; `length` bytes can be read at `from`, and as many
/// chars written at `to`.
#[inline(always)]
unsafe fn ascii<const WIDE: bool>(
    tier: Tier,
    from: *const u8,
    length: usize,
    to: *mut u8,
) -> usize {
    match tier {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: whoever has AVX-512 has AVX2.
        Tier::Avx2 | Tier::Avx512 => unsafe { avx2::ascii::<WIDE>(from, length, to) },
        _ => 0,
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
        // ASCII needs no validation.
        let mut read = ascii::<true>(tier, from, length, to);
        let rest = core::slice::from_raw_parts(from.add(read), length - read);
        if !is_utf8(tier, rest) {
            return MALFORMED;
        }
        let mut written = 2 * read;
        while read < length {
            #[cfg(target_arch = "x86_64")]
            match tier {
                Tier::Avx512 => avx512::to_utf16(from, length, to, &mut read, &mut written),
                Tier::Avx2 => avx2::to_utf16(from, length, to, &mut read, &mut written),
                Tier::Scalar => {}
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
                    put_pair(point, to.add(written));
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
        // ASCII needs no validation.
        let mut read = ascii::<false>(tier, from, length, to);
        let rest = core::slice::from_raw_parts(from.add(read), length - read);
        if !is_utf8(tier, rest) {
            return MALFORMED;
        }
        let mut written = read;
        while read < length {
            #[cfg(target_arch = "x86_64")]
            {
                let narrow = match tier {
                    Tier::Avx512 => avx512::to_latin1(from, length, to, &mut read, &mut written),
                    Tier::Avx2 => avx2::to_latin1(from, length, to, &mut read, &mut written),
                    Tier::Scalar => true,
                };
                if !narrow {
                    return WIDE;
                }
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

/// A pair of surrogates.
#[inline(always)]
unsafe fn put_pair(point: u32, to: *mut u8) {
    // SAFETY: the callers have room for four bytes.
    unsafe {
        put(0xd800 | ((point - 0x1_0000) >> 10) as u16, to);
        put(0xdc00 | (point & 0x3ff) as u16, to.add(2));
    }
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
