//! 64 bytes at a time: AVX-512 with VBMI2, whose compress instruction makes every conversion the
//! same three moves: widen each char to a fixed number of bytes, fill them, keep those that count.

use super::{Progress, Simd, avx2::Avx2};
use crate::tables::SHORT_ESCAPES;
use core::arch::x86_64::*;

pub(crate) struct Avx512;

const SOLIDUS: i8 = b'\\' as i8;

/// The ternary operation `a & b | c`.
const AND_OR: i32 = 0xea;

/// The lower bit of each pair of bits.
const FIRST_OF_TWO: u64 = 0x5555_5555_5555_5555;
/// The lowest bit of each group of four bits.
const FIRST_OF_FOUR: u64 = 0x1111_1111_1111_1111;

/// Vectors of a clean step: what they need is gathered by minimum, and looked at once.
const GROUP: usize = 4;

/// Gathers bytes: after the exclusive or with 2, the quote (0x22) is 0x20, and the controls are
/// still those below 0x20.
struct Bytes<const ASCII: bool> {
    quote_or_control: __m512i,
    solidus: __m512i,
}

impl<const ASCII: bool> Bytes<ASCII> {
    #[inline(always)]
    unsafe fn new() -> Self {
        // SAFETY: the caller's processor has the instructions.
        let most = unsafe { _mm512_set1_epi8(0x7f) };
        Bytes {
            quote_or_control: most,
            solidus: most,
        }
    }

    #[inline(always)]
    unsafe fn add(&mut self, v: __m512i) {
        // SAFETY: the caller's processor has the instructions.
        unsafe {
            let moved = _mm512_xor_si512(v, _mm512_set1_epi8(2));
            self.quote_or_control = if ASCII {
                // Signed, so that what is beyond ASCII is the least.
                _mm512_min_epi8(self.quote_or_control, moved)
            } else {
                _mm512_min_epu8(self.quote_or_control, moved)
            };
            let solidus = _mm512_xor_si512(v, _mm512_set1_epi8(SOLIDUS));
            self.solidus = _mm512_min_epu8(self.solidus, solidus);
        }
    }

    /// Whether no byte needs an escape, nor more than one byte if `ASCII`.
    #[inline(always)]
    unsafe fn are_clean(&self) -> bool {
        // SAFETY: the caller's processor has the instructions.
        unsafe {
            let limit = _mm512_set1_epi8(0x21);
            let found = if ASCII {
                _mm512_cmplt_epi8_mask(self.quote_or_control, limit)
            } else {
                _mm512_cmplt_epu8_mask(self.quote_or_control, limit)
            };
            found | _mm512_testn_epi8_mask(self.solidus, self.solidus) == 0
        }
    }
}

/// Gathers 16-bit chars in the same way.
struct Chars {
    quote_or_control: __m512i,
    solidus: __m512i,
    all: __m512i,
}

impl Chars {
    #[inline(always)]
    unsafe fn new() -> Self {
        // SAFETY: the caller's processor has the instructions.
        unsafe {
            Chars {
                quote_or_control: _mm512_set1_epi16(-1),
                solidus: _mm512_set1_epi16(-1),
                all: _mm512_setzero_si512(),
            }
        }
    }

    #[inline(always)]
    unsafe fn add(&mut self, v: __m512i) {
        // SAFETY: the caller's processor has the instructions.
        unsafe {
            let moved = _mm512_xor_si512(v, _mm512_set1_epi16(2));
            let solidus = _mm512_xor_si512(v, _mm512_set1_epi16(SOLIDUS as i16));
            self.quote_or_control = _mm512_min_epu16(self.quote_or_control, moved);
            self.solidus = _mm512_min_epu16(self.solidus, solidus);
            self.all = _mm512_or_si512(self.all, v);
        }
    }

    #[inline(always)]
    unsafe fn are_clean(&self) -> bool {
        // SAFETY: the caller's processor has the instructions.
        unsafe {
            let limit = _mm512_set1_epi16(0x21);
            let found = _mm512_cmplt_epu16_mask(self.quote_or_control, limit);
            found | _mm512_testn_epi16_mask(self.solidus, self.solidus) == 0
        }
    }

    #[inline(always)]
    unsafe fn are_ascii(&self) -> bool {
        // SAFETY: the caller's processor has the instructions.
        unsafe { _mm512_test_epi16_mask(self.all, _mm512_set1_epi16(!0x7f)) == 0 }
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
/// 64 bytes and returns the length that counts.
#[inline(always)]
unsafe fn write_wide(body: __m256i, escape: u32, to: *mut u8) -> usize {
    // SAFETY: the caller's processor has the instructions, and 64 bytes can be written at `to`.
    unsafe {
        let pairs = _mm512_or_si512(
            _mm512_slli_epi32::<16>(_mm512_cvtepu16_epi32(body)),
            _mm512_set1_epi32(SOLIDUS as i32),
        );
        let kept = _pdep_u32(escape, FIRST_OF_TWO as u32) | !(FIRST_OF_TWO as u32);
        _mm512_storeu_si512(to.cast(), _mm512_maskz_compress_epi16(kept, pairs));
        2 * (16 + escape.count_ones()) as usize
    }
}

/// Thirty-two chars in 16-bit lanes to UTF-16, stopping at a long escape.
#[inline(always)]
unsafe fn step_wide(v: __m512i, to: *mut u8) -> (u32, usize) {
    // SAFETY: the caller's processor has the instructions. The worst case of 32 chars is 32 * 12
    // bytes; 64 are written at `to`, and 64 at most 64 bytes later.
    unsafe {
        let (body, escape, long) = escape_chars(v);
        let low = write_wide(_mm512_castsi512_si256(body), escape & 0xffff, to);
        let high = write_wide(
            _mm512_extracti64x4_epi64::<1>(body),
            escape >> 16,
            to.add(low),
        );
        // A branch, so that what is read next does not wait for this result.
        if long == 0 {
            return (32, low + high);
        }
        let count = long.trailing_zeros();
        let written = count + _bzhi_u32(escape, count).count_ones();
        (count, 2 * written as usize)
    }
}

/// For two chars of 32 bits each: the lowest of the bits that come to each of their four bytes, six
/// bits from byte to byte, downwards from bit `first`. Bits below 0 are whatever they are.
const fn sixes(first: u8) -> i64 {
    let mut shifts = [0; 8];
    let mut i = 0;
    while i < 8 {
        let char = 32 * (i as u8 / 4);
        shifts[i] = first.wrapping_sub(6 * (i as u8 % 4)) % 64 + char;
        i += 1;
    }
    i64::from_le_bytes(shifts)
}

/// Thirty-two chars on their way to UTF-8.
struct Narrow {
    /// The chars, or what follows the reverse solidus in place of them.
    body: __m512i,
    escape: u32,
    /// At least two bytes.
    two: u32,
    /// At least three bytes.
    three: u32,
    /// High surrogates.
    high: u32,
    /// Low surrogates.
    low: u32,
}

impl Narrow {
    /// Converts the first or second sixteen chars; writes 64 bytes, and returns which bytes of four
    /// for each char counted.
    ///
    /// A char of one or two bytes lies in the last of three, where the bits for the last byte of
    /// three are anyway. A pair of surrogates (if `PAIRS`) lies in the four bytes of the high one.
    #[inline(always)]
    unsafe fn write<const HALF: i32, const PAIRS: bool>(&self, to: *mut u8) -> u64 {
        // SAFETY: the caller's processor has the instructions, and 64 bytes can be written at `to`.
        unsafe {
            let half = |mask: u32| (mask >> (16 * HALF)) as __mmask16;
            let lanes = |v: __m512i| _mm512_cvtepu16_epi32(_mm512_extracti64x4_epi64::<HALF>(v));
            let u = lanes(self.body);
            let parts = _mm512_multishift_epi64_epi8(_mm512_set1_epi64(const { sixes(12) }), u);
            let mut bytes = _mm512_ternarylogic_epi32::<AND_OR>(
                parts,
                _mm512_set1_epi32(0x003f_3f0f),
                _mm512_set1_epi32(0x0080_80e0),
            );
            let only_two = half(self.two & !self.three);
            bytes = _mm512_mask_or_epi32(bytes, only_two, bytes, _mm512_set1_epi32(0x4000));
            let ascii = _mm512_ternarylogic_epi32::<AND_OR>(
                parts,
                _mm512_set1_epi32(0x00ff_0000),
                _mm512_set1_epi32((SOLIDUS as i32) << 8),
            );
            bytes = _mm512_mask_mov_epi32(ascii, half(self.two), bytes);
            let first = _pdep_u64(half(self.three) as u64, FIRST_OF_FOUR);
            let second = _pdep_u64(half(self.two | self.escape) as u64, FIRST_OF_FOUR);
            let mut kept = first | second << 1 | FIRST_OF_FOUR << 2;
            if PAIRS {
                let rotation = _mm512_loadu_si512(NEXT_CHAR.as_ptr().cast());
                let next = lanes(_mm512_permutexvar_epi16(rotation, self.body));
                // (high - 0xd800 << 10) + (low - 0xdc00) + 0x10000
                let constant = 0x1_0000 - (0xd800 << 10) - 0xdc00;
                let point = _mm512_add_epi32(_mm512_slli_epi32::<10>(u), next);
                let point = _mm512_add_epi32(point, _mm512_set1_epi32(constant));
                let four = _mm512_ternarylogic_epi32::<AND_OR>(
                    _mm512_multishift_epi64_epi8(_mm512_set1_epi64(const { sixes(18) }), point),
                    _mm512_set1_epi32(0x3f3f_3f07),
                    _mm512_set1_epi32(0x8080_80f0u32 as i32),
                );
                bytes = _mm512_mask_mov_epi32(bytes, half(self.high), four);
                let low = _pdep_u64(half(self.low) as u64, FIRST_OF_FOUR);
                let high = _pdep_u64(half(self.high) as u64, FIRST_OF_FOUR);
                kept = kept & !(low | low << 1 | low << 2) | high << 3;
            }
            _mm512_storeu_si512(to.cast(), _mm512_maskz_compress_epi8(kept, bytes));
            kept
        }
    }
}

/// Moves each char to where the char before it was.
static NEXT_CHAR: [u16; 32] = {
    let mut indices = [0; 32];
    let mut i = 0;
    while i < 32 {
        indices[i] = (i as u16 + 1) % 32;
        i += 1;
    }
    indices
};

/// Thirty-two chars become their bodies, with their prefix before those in `prefixed`; writes 64
/// bytes and returns the length that counts.
#[inline(always)]
unsafe fn write_pairs(pairs: __m512i, prefixed: u32, to: *mut u8) -> usize {
    // SAFETY: the caller's processor has the instructions, and 64 bytes can be written at `to`.
    unsafe {
        let kept = _pdep_u64(prefixed as u64, FIRST_OF_TWO) | !FIRST_OF_TWO;
        _mm512_storeu_si512(to.cast(), _mm512_maskz_compress_epi8(kept, pairs));
        (32 + prefixed.count_ones()) as usize
    }
}

impl Simd for Avx512 {
    type Narrower = Avx2;
    const CLEAN: usize = GROUP * 64;
    const STEP: usize = 64;

    #[inline(always)]
    unsafe fn clean_latin1<const UTF8: bool>(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: CLEAN bytes at both ends by the trait's conditions.
        unsafe {
            let mut bytes = Bytes::<UTF8>::new();
            for i in 0..GROUP {
                let v = _mm512_loadu_si512(from.add(64 * i).cast());
                _mm512_storeu_si512(to.add(64 * i).cast(), v);
                bytes.add(v);
            }
            bytes.are_clean()
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
            // Unpacking works within each 128 bits: moved like this, it keeps the order.
            let spread = _mm512_setr_epi64(0, 4, 1, 5, 2, 6, 3, 7);
            body = _mm512_permutexvar_epi64(spread, body);
            if UTF8 {
                prefix = _mm512_permutexvar_epi64(spread, prefix);
            }
            let low = _mm512_unpacklo_epi8(prefix, body);
            let high = _mm512_unpackhi_epi8(prefix, body);
            let low = write_pairs(low, prefixed as u32, to);
            let high = write_pairs(high, (prefixed >> 32) as u32, to.add(low));
            // A branch, so that what is read next does not wait for this result.
            if long == 0 {
                return (64, low + high);
            }
            let count = long.trailing_zeros();
            let written = count + _bzhi_u64(prefixed, count).count_ones();
            (count as usize, written as usize)
        }
    }

    #[inline(always)]
    unsafe fn clean_widen(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: CLEAN bytes can be read, and twice as many written.
        unsafe {
            let mut bytes = Bytes::<false>::new();
            for i in 0..GROUP {
                let v = _mm512_loadu_si512(from.add(64 * i).cast());
                let low = _mm512_cvtepu8_epi16(_mm512_castsi512_si256(v));
                let high = _mm512_cvtepu8_epi16(_mm512_extracti64x4_epi64::<1>(v));
                _mm512_storeu_si512(to.add(128 * i).cast(), low);
                _mm512_storeu_si512(to.add(128 * i + 64).cast(), high);
                bytes.add(v);
            }
            bytes.are_clean()
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
        // SAFETY: CLEAN bytes at both ends.
        unsafe {
            let mut chars = Chars::new();
            for i in 0..GROUP {
                let v = _mm512_loadu_si512(from.add(64 * i).cast());
                _mm512_storeu_si512(to.add(64 * i).cast(), v);
                chars.add(v);
            }
            chars.are_clean()
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
        // SAFETY: CLEAN bytes can be read, and half as many written.
        unsafe {
            let mut chars = Chars::new();
            for i in 0..GROUP {
                let v = _mm512_loadu_si512(from.add(64 * i).cast());
                _mm256_storeu_si256(to.add(32 * i).cast(), _mm512_cvtepi16_epi8(v));
                chars.add(v);
            }
            chars.are_clean() && chars.are_ascii()
        }
    }

    #[inline(always)]
    unsafe fn step_narrow<const PAIRS: bool>(from: *const u8, to: *mut u8) -> Progress {
        // SAFETY: 64 bytes can be read. Two times 64 bytes are written, the second at most 48 bytes
        // later: within the 192 of the worst case.
        unsafe {
            let v = _mm512_loadu_si512(from.cast());
            let (body, escape, long) = escape_chars(v);
            let kind = _mm512_and_si512(v, _mm512_set1_epi16(0xfc00u16 as i16));
            let high = _mm512_cmpeq_epi16_mask(kind, _mm512_set1_epi16(0xd800u16 as i16));
            let low = _mm512_cmpeq_epi16_mask(kind, _mm512_set1_epi16(0xdc00u16 as i16));
            let narrow = Narrow {
                body,
                escape,
                two: _mm512_cmpge_epu16_mask(v, _mm512_set1_epi16(0x80)),
                three: _mm512_cmpge_epu16_mask(v, _mm512_set1_epi16(0x800)),
                high,
                low,
            };
            // Branches, so that what is read next does not wait for the masks.
            if long | high | low == 0 {
                let first = narrow.write::<0, false>(to);
                let second = narrow.write::<1, false>(to.add(first.count_ones() as usize));
                return (64, (first.count_ones() + second.count_ones()) as usize);
            }
            if PAIRS && long == 0 && low == high << 1 {
                let first = narrow.write::<0, true>(to);
                let second = narrow.write::<1, true>(to.add(first.count_ones() as usize));
                if high >> 31 == 0 {
                    return (64, (first.count_ones() + second.count_ones()) as usize);
                }
                // The last pair is cut in two: it is left for the next step.
                let second = _bzhi_u64(second, 60);
                return (62, (first.count_ones() + second.count_ones()) as usize);
            }
            let first = narrow.write::<0, false>(to);
            let second = narrow.write::<1, false>(to.add(first.count_ones() as usize));
            let count = (long | high | low).trailing_zeros();
            let written = _bzhi_u64(first, 4 * count.min(16)).count_ones()
                + _bzhi_u64(second, 4 * (count.max(16) - 16)).count_ones();
            (2 * count as usize, written as usize)
        }
    }
}
