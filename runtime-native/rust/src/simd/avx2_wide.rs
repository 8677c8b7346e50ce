//! 32 bytes at a time: shuffles by table where bytes become bytes. Where they become chars, which
//! no shuffle of this size does, what needs another form is written one by one over a copy of the
//! rest; where it is not rare, 16 bytes at a time do better.

use super::{Progress, Simd, avx2, avx2::Avx2};
use crate::tables::{INTERLEAVED_LENGTHS, PAIRS, SHORT_ESCAPES, WIDE_FORMS};
use core::arch::x86_64::*;

pub(crate) struct Avx2Wide;

const SOLIDUS: u8 = b'\\';

/// The most chars of 32 bytes that are written one by one.
const FEW: u32 = 8;

/// One bit for each byte that needs an escape.
#[inline(always)]
unsafe fn special(v: __m256i) -> u32 {
    // SAFETY: the caller's processor has the instructions.
    unsafe {
        let zeros = _mm256_cmpeq_epi8(avx2::distance(v), _mm256_setzero_si256());
        _mm256_movemask_epi8(zeros) as u32
    }
}

/// One bit for each byte of the chars that need an escape.
#[inline(always)]
unsafe fn wide_special(v: __m256i) -> u32 {
    // SAFETY: the caller's processor has the instructions.
    unsafe { _mm256_movemask_epi8(avx2::wide_escapes(v)) as u32 }
}

/// Sixteen chars of Latin-1 to UTF-16, all of them; returns the bytes written.
///
/// # Safety
///
/// The processor has the instructions; 32 bytes can be read, and 12 bytes a char written.
#[inline(always)]
unsafe fn widen(from: *const u8, to: *mut u8) -> usize {
    // SAFETY: one by one up to the last char; what is copied meanwhile are 32 bytes behind at most 4
    // escapes of at most 12 bytes, and 11 other chars: within the 192 of the worst case.
    unsafe {
        let mut special = special(_mm256_loadu_si256(from.cast())) & 0xffff;
        let copy = |i: usize, to: *mut u8| {
            let v = _mm256_cvtepu8_epi16(_mm_loadu_si128(from.add(i).cast()));
            _mm256_storeu_si256(to.cast(), v);
        };
        if special.count_ones() > FEW / 2 {
            let mut written = 0;
            for i in 0..16 {
                to.add(written).cast::<[u8; 2]>().write([*from.add(i), 0]);
                if special >> i & 1 == 1 {
                    written += wide_form(*from.add(i), to.add(written));
                } else {
                    written += 2;
                }
            }
            return written;
        }
        copy(0, to);
        let (mut begin, mut out) = (0, 0);
        while special != 0 {
            let at = special.trailing_zeros() as usize;
            out += 2 * (at - begin);
            out += wide_form(*from.add(at), to.add(out));
            begin = at + 1;
            copy(begin, to.add(out));
            special &= special - 1;
        }
        out + 2 * (16 - begin)
    }
}

/// Writes the escape of an ASCII char in chars of two bytes, and returns its length.
///
/// # Safety
///
/// `c` has an escape; 12 bytes can be written.
#[inline(always)]
unsafe fn wide_form(c: u8, to: *mut u8) -> usize {
    // SAFETY: chars with an escape are in the table.
    unsafe {
        let (units, length) = WIDE_FORMS.as_ptr().add(c as usize).read();
        to.cast::<[u8; 12]>().write(units);
        length as usize
    }
}

/// Three bytes for each of sixteen chars. Writes 52 bytes, of which 48 count.
///
/// # Safety
///
/// The processor has the instructions.
#[inline(always)]
unsafe fn three_bytes(v: __m256i, to: *mut u8) {
    // SAFETY: the stores are within 52 bytes.
    unsafe {
        let (first, last) = (bytes_of_three(v), last_byte(v));
        let low = _mm256_unpacklo_epi16(first, last);
        let high = _mm256_unpackhi_epi16(first, last);
        let shuffle = _mm256_setr_epi8(
            0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1, //
            0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1,
        );
        let low = _mm256_shuffle_epi8(low, shuffle);
        let high = _mm256_shuffle_epi8(high, shuffle);
        _mm_storeu_si128(to.cast(), _mm256_castsi256_si128(low));
        _mm_storeu_si128(to.add(12).cast(), _mm256_castsi256_si128(high));
        _mm_storeu_si128(to.add(24).cast(), _mm256_extracti128_si256::<1>(low));
        _mm_storeu_si128(to.add(36).cast(), _mm256_extracti128_si256::<1>(high));
    }
}

/// The first two of the three bytes of each char.
#[inline(always)]
unsafe fn bytes_of_three(v: __m256i) -> __m256i {
    // SAFETY: the caller's processor has the instructions.
    unsafe {
        let middle = _mm256_and_si256(_mm256_slli_epi16::<2>(v), _mm256_set1_epi16(0x3f00));
        _mm256_or_si256(
            _mm256_or_si256(_mm256_srli_epi16::<12>(v), middle),
            _mm256_set1_epi16(0x80e0u16 as i16),
        )
    }
}

/// The last byte of each char of two or three bytes.
#[inline(always)]
unsafe fn last_byte(v: __m256i) -> __m256i {
    // SAFETY: the caller's processor has the instructions.
    unsafe {
        _mm256_or_si256(
            _mm256_and_si256(v, _mm256_set1_epi16(0x3f)),
            _mm256_set1_epi16(0x80),
        )
    }
}

/// Sixteen chars on their way to UTF-8, in 16-bit lanes: masks are all ones or zero.
struct Chars {
    /// The first two bytes.
    first: __m256i,
    /// The third one.
    third: __m256i,
    /// No second byte.
    one: __m256i,
    /// No third byte.
    short: __m256i,
}

impl Chars {
    /// Writes those bytes that count, and returns two bits for each char: whether its second and its
    /// third byte do.
    ///
    /// # Safety
    ///
    /// The processor has the instructions; 52 bytes can be written.
    #[inline(always)]
    unsafe fn write(&self, to: *mut u8) -> u32 {
        // SAFETY: each store is of 16 bytes, of which at most 12 count. An index of 8 bits is within
        // the table.
        unsafe {
            let missing =
                _mm256_blendv_epi8(self.one, self.short, _mm256_set1_epi16(0xff00u16 as i16));
            let kept = !_mm256_movemask_epi8(missing) as u32;
            let low = _mm256_unpacklo_epi16(self.first, self.third);
            let high = _mm256_unpackhi_epi16(self.first, self.third);
            let mut out = to;
            let groups = [
                _mm256_castsi256_si128(low),
                _mm256_castsi256_si128(high),
                _mm256_extracti128_si256::<1>(low),
                _mm256_extracti128_si256::<1>(high),
            ];
            for (i, group) in groups.into_iter().enumerate() {
                let bits = kept >> (8 * i) & 0xff;
                let shuffle = INTERLEAVED_LENGTHS.as_ptr().add(bits as usize);
                let bytes = _mm_shuffle_epi8(group, _mm_loadu_si128(shuffle.cast()));
                _mm_storeu_si128(out.cast(), bytes);
                out = out.add(4 + bits.count_ones() as usize);
            }
            kept
        }
    }
}

impl Simd for Avx2Wide {
    type Narrower = Avx2;
    const CLEAN: usize = Avx2::CLEAN;
    const STEP: usize = 32;
    const READ: usize = 64;

    #[inline(always)]
    unsafe fn clean_latin1<const UTF8: bool>(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: the conditions are the same.
        unsafe { Avx2::clean_latin1::<UTF8>(from, to) }
    }

    #[inline(always)]
    unsafe fn step_latin1<const UTF8: bool>(from: *const u8, to: *mut u8) -> Progress {
        // SAFETY: 32 bytes can be read. Four times 16 bytes are written, each at most 16 bytes after
        // the one before: within the 192 of the worst case. A mask of 8 bits is within the table.
        unsafe {
            let v = _mm256_loadu_si256(from.cast());
            let control = _mm256_cmpeq_epi8(_mm256_min_epu8(v, _mm256_set1_epi8(0x1f)), v);
            let other = _mm256_cmpeq_epi8(avx2::quote_or_solidus(v), v);
            let mut prefixed = _mm256_or_si256(control, other);
            // Bytes from 16 on get their highest bit, for which the shuffle answers 0.
            let table = _mm256_broadcastsi128_si256(_mm_loadu_si128(SHORT_ESCAPES.as_ptr().cast()));
            let index = _mm256_adds_epu8(v, _mm256_set1_epi8(0x70));
            let mut body = _mm256_blendv_epi8(v, _mm256_shuffle_epi8(table, index), control);
            let long = _mm256_cmpeq_epi8(body, _mm256_setzero_si256());
            let long = _mm256_movemask_epi8(long) as u32;
            let mut prefix = _mm256_set1_epi8(SOLIDUS as i8);
            if UTF8 {
                let top = _mm256_and_si256(_mm256_srli_epi16::<6>(v), _mm256_set1_epi8(3));
                let top = _mm256_or_si256(top, _mm256_set1_epi8(0xc0u8 as i8));
                let low = _mm256_and_si256(v, _mm256_set1_epi8(0xbfu8 as i8));
                prefix = _mm256_blendv_epi8(prefix, top, v);
                body = _mm256_blendv_epi8(body, low, v);
                prefixed = _mm256_or_si256(prefixed, v);
            }
            let prefixed = _mm256_movemask_epi8(prefixed) as u32;
            let low = _mm256_unpacklo_epi8(prefix, body);
            let high = _mm256_unpackhi_epi8(prefix, body);
            let groups = [
                _mm256_castsi256_si128(low),
                _mm256_castsi256_si128(high),
                _mm256_extracti128_si256::<1>(low),
                _mm256_extracti128_si256::<1>(high),
            ];
            let mut out = to;
            for (i, group) in groups.into_iter().enumerate() {
                let bits = prefixed >> (8 * i) & 0xff;
                let shuffle = PAIRS.as_ptr().add(bits as usize);
                let bytes = _mm_shuffle_epi8(group, _mm_loadu_si128(shuffle.cast()));
                _mm_storeu_si128(out.cast(), bytes);
                out = out.add(8 + bits.count_ones() as usize);
            }
            // A branch, so that what is read next does not wait for this result.
            if long == 0 {
                return (32, (32 + prefixed.count_ones()) as usize);
            }
            let count = long.trailing_zeros();
            let written = count + _bzhi_u32(prefixed, count).count_ones();
            (count as usize, written as usize)
        }
    }

    #[inline(always)]
    unsafe fn clean_widen(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: the conditions are the same.
        unsafe { Avx2::clean_widen(from, to) }
    }

    #[inline(always)]
    unsafe fn step_widen(from: *const u8, to: *mut u8) -> Progress {
        // SAFETY: 64 bytes can be read, and the second half needs 48 of them.
        unsafe {
            let low = widen(from, to);
            (32, low + widen(from.add(16), to.add(low)))
        }
    }

    #[inline(always)]
    unsafe fn clean_utf16(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: the conditions are the same.
        unsafe { Avx2::clean_utf16(from, to) }
    }

    #[inline(always)]
    unsafe fn step_utf16(from: *const u8, to: *mut u8) -> Progress {
        // SAFETY: 64 bytes can be read, and copies begin within the first 34. They are 32 bytes
        // behind at most 4 escapes of at most 12 bytes, and 12 other chars: within the 192 of the
        // worst case.
        unsafe {
            let v = _mm256_loadu_si256(from.cast());
            _mm256_storeu_si256(to.cast(), v);
            // Two bits a char.
            let mut special = wide_special(v);
            if special.count_ones() > FEW {
                let (read, written) = Avx2::step_utf16(from, to);
                if read < Avx2::STEP {
                    return (read, written);
                }
                let (more, out) = Avx2::step_utf16(from.add(read), to.add(written));
                return (read + more, written + out);
            }
            let (mut begin, mut out) = (0, 0);
            while special != 0 {
                let at = special.trailing_zeros() as usize;
                out += at - begin;
                out += wide_form(*from.add(at), to.add(out));
                begin = at + 2;
                let rest = _mm256_loadu_si256(from.add(begin).cast());
                _mm256_storeu_si256(to.add(out).cast(), rest);
                special &= special - 1;
                special &= special - 1;
            }
            (32, out + 32 - begin)
        }
    }

    #[inline(always)]
    unsafe fn clean_narrow(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: the conditions are the same.
        unsafe { Avx2::clean_narrow(from, to) }
    }

    #[inline(always)]
    unsafe fn step_narrow<const PAIRS: bool>(from: *const u8, to: *mut u8) -> Progress {
        // SAFETY: 34 bytes are read. At most 52 bytes are written, of 96 in the worst case.
        unsafe {
            let zero = _mm256_setzero_si256();
            let v = _mm256_loadu_si256(from.cast());
            let upper = _mm256_and_si256(v, _mm256_set1_epi16(0xf800u16 as i16));
            let short = _mm256_cmpeq_epi16(upper, zero);
            let surrogate = _mm256_cmpeq_epi16(upper, _mm256_set1_epi16(0xd800u16 as i16));
            let other = _mm256_or_si256(short, surrogate);
            if _mm256_testz_si256(other, other) == 1 {
                three_bytes(v, to);
                return (32, 48);
            }
            let beyond = _mm256_and_si256(v, _mm256_set1_epi16(0xff80u16 as i16));
            let ascii = _mm256_cmpeq_epi16(beyond, zero);
            let control = _mm256_cmpeq_epi16(_mm256_min_epu16(v, _mm256_set1_epi16(0x1f)), v);
            let quote = _mm256_cmpeq_epi16(v, _mm256_set1_epi16(b'"' as i16));
            let solidus = _mm256_cmpeq_epi16(v, _mm256_set1_epi16(SOLIDUS as i16));
            let escape = _mm256_or_si256(control, _mm256_or_si256(quote, solidus));
            // Bytes from 16 on get their highest bit, for which the shuffle answers 0.
            let table = _mm256_broadcastsi128_si256(_mm_loadu_si128(SHORT_ESCAPES.as_ptr().cast()));
            let index = _mm256_adds_epu8(v, _mm256_set1_epi8(0x70));
            let body = _mm256_blendv_epi8(v, _mm256_shuffle_epi8(table, index), control);
            let long = _mm256_and_si256(control, _mm256_cmpeq_epi16(body, zero));

            let last = last_byte(v);
            let bytes_of_two = _mm256_or_si256(
                _mm256_or_si256(_mm256_srli_epi16::<6>(v), _mm256_slli_epi16::<8>(last)),
                _mm256_set1_epi16(0xc0),
            );
            let escaped = _mm256_or_si256(
                _mm256_slli_epi16::<8>(body),
                _mm256_set1_epi16(SOLIDUS as i16),
            );
            let mut first = _mm256_blendv_epi8(bytes_of_three(v), bytes_of_two, short);
            first = _mm256_blendv_epi8(first, v, ascii);
            first = _mm256_blendv_epi8(first, escaped, escape);
            let mut chars = Chars {
                first,
                third: last,
                one: _mm256_andnot_si256(escape, ascii),
                short,
            };

            let stop = _mm256_or_si256(long, surrogate);
            if _mm256_testz_si256(stop, stop) == 1 {
                let kept = chars.write(to);
                return (32, 16 + kept.count_ones() as usize);
            }
            let mut stop = _mm256_movemask_epi8(stop) as u32;
            if PAIRS && _mm256_testz_si256(long, long) == 1 {
                let is_low = _mm256_set1_epi16(0x0400);
                let low = _mm256_cmpeq_epi16(_mm256_and_si256(v, is_low), is_low);
                let low = _mm256_and_si256(low, surrogate);
                let high = _mm256_andnot_si256(low, surrogate);
                let highs = _mm256_movemask_epi8(high) as u32;
                if _mm256_movemask_epi8(low) as u32 == highs << 2 {
                    // Three of the four bytes are written in place of the high surrogate, the last
                    // one in place of the low one. Plane 1 begins 0x40 * 0x400 code points up.
                    let next = _mm256_loadu_si256(from.add(2).cast());
                    let top = _mm256_add_epi16(
                        _mm256_and_si256(v, _mm256_set1_epi16(0x3ff)),
                        _mm256_set1_epi16(0x40),
                    );
                    let second =
                        _mm256_and_si256(_mm256_slli_epi16::<6>(top), _mm256_set1_epi16(0x3f00));
                    let two = _mm256_or_si256(
                        _mm256_or_si256(_mm256_srli_epi16::<8>(top), second),
                        _mm256_set1_epi16(0x80f0u16 as i16),
                    );
                    let fours = _mm256_slli_epi16::<4>(_mm256_and_si256(top, _mm256_set1_epi16(3)));
                    let below =
                        _mm256_and_si256(_mm256_srli_epi16::<6>(next), _mm256_set1_epi16(0xf));
                    let third =
                        _mm256_or_si256(_mm256_or_si256(fours, below), _mm256_set1_epi16(0x80));
                    chars.first = _mm256_blendv_epi8(chars.first, two, high);
                    chars.first = _mm256_blendv_epi8(chars.first, last, low);
                    chars.third = _mm256_blendv_epi8(chars.third, third, high);
                    chars.one = _mm256_or_si256(chars.one, low);
                    chars.short = _mm256_or_si256(chars.short, low);
                    // A pair that is cut in two is left for later.
                    stop = highs & 0xc000_0000;
                }
            }
            let kept = chars.write(to);
            if stop == 0 {
                return (32, 16 + kept.count_ones() as usize);
            }
            let read = stop.trailing_zeros();
            let written = read / 2 + _bzhi_u32(kept, read).count_ones();
            (read as usize, written as usize)
        }
    }
}
