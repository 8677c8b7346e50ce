//! 16 bytes at a time, by NEON, which every 64-bit ARM processor has.

use super::{Progress, Simd, scalar::Scalar};
use crate::tables::{LENGTHS, PAIRS, SHORT_ESCAPES, WIDE_PAIRS};
use core::arch::aarch64::*;

pub(crate) struct Neon;

const SOLIDUS: u8 = b'\\';

/// Vectors of a clean step, which are looked at together.
const GROUP: usize = 4;

#[inline(always)]
unsafe fn escapes(v: uint8x16_t) -> uint8x16_t {
    // SAFETY: every processor of this architecture has the instructions.
    unsafe {
        let control = vcltq_u8(v, vdupq_n_u8(0x20));
        let quote = vceqq_u8(v, vdupq_n_u8(b'"'));
        let solidus = vceqq_u8(v, vdupq_n_u8(SOLIDUS));
        vorrq_u8(control, vorrq_u8(quote, solidus))
    }
}

#[inline(always)]
unsafe fn wide_escapes(v: uint16x8_t) -> uint16x8_t {
    // SAFETY: every processor of this architecture has the instructions.
    unsafe {
        let control = vcltq_u16(v, vdupq_n_u16(0x20));
        let quote = vceqq_u16(v, vdupq_n_u16(b'"' as u16));
        let solidus = vceqq_u16(v, vdupq_n_u16(SOLIDUS as u16));
        vorrq_u16(control, vorrq_u16(quote, solidus))
    }
}

/// One bit for each of eight bytes that are all ones.
#[inline(always)]
unsafe fn bits(v: uint8x8_t) -> u32 {
    const WEIGHTS: [u8; 8] = [1, 2, 4, 8, 16, 32, 64, 128];
    // SAFETY: every processor of this architecture has the instructions; the array has 8 bytes.
    unsafe { vaddv_u8(vand_u8(v, vld1_u8(WEIGHTS.as_ptr()))) as u32 }
}

/// One bit for each 16-bit lane that is all ones.
#[inline(always)]
unsafe fn lanes(v: uint16x8_t) -> u32 {
    // SAFETY: every processor of this architecture has the instructions.
    unsafe { bits(vmovn_u16(v)) }
}

/// The lowest `count` bits.
#[inline(always)]
fn low_bits(v: u32, count: u32) -> u32 {
    v & ((1 << count) - 1)
}

/// For eight 16-bit chars: what follows the reverse solidus in place of each control, the chars
/// themselves elsewhere; all ones in the escapes; and all ones in those of them that are long.
#[inline(always)]
unsafe fn escape_chars(v: uint16x8_t) -> (uint16x8_t, uint16x8_t, uint16x8_t) {
    // SAFETY: every processor of this architecture has the instructions; the table has 16 bytes.
    unsafe {
        let escape = wide_escapes(v);
        let control = vcltq_u16(v, vdupq_n_u16(0x20));
        // High bytes of the controls are 0 and find table entry 0, which is 0.
        let short = vqtbl1q_u8(vld1q_u8(SHORT_ESCAPES.as_ptr()), vreinterpretq_u8_u16(v));
        let short = vreinterpretq_u16_u8(short);
        // Chars from 16 up find nothing in their low byte; others are excluded by their size.
        let is_short = vandq_u16(vtstq_u16(short, short), control);
        let body = vbslq_u16(is_short, short, v);
        (body, escape, vbicq_u16(control, is_short))
    }
}

/// Eight chars to UTF-16, stopping at a long escape: chars converted, bytes written.
#[inline(always)]
unsafe fn step_wide(v: uint16x8_t, to: *mut u8) -> (u32, usize) {
    // SAFETY: The worst case of 8 chars is 96 bytes; 16 are written at `to`, and 16 at most 16 bytes
    // later. A mask of 4 bits is within the table.
    unsafe {
        let (body, escape, long) = escape_chars(v);
        let escape = lanes(escape);
        let long = lanes(long);
        let solidus = vdupq_n_u16(SOLIDUS as u16);
        let low = vreinterpretq_u8_u16(vzip1q_u16(solidus, body));
        let high = vreinterpretq_u8_u16(vzip2q_u16(solidus, body));
        let (low_mask, high_mask) = (escape & 0xf, escape >> 4);
        let low_shuffle = vld1q_u8(WIDE_PAIRS.as_ptr().add(low_mask as usize).cast());
        let high_shuffle = vld1q_u8(WIDE_PAIRS.as_ptr().add(high_mask as usize).cast());
        vst1q_u8(to, vqtbl1q_u8(low, low_shuffle));
        let second = to.add(2 * (4 + low_mask.count_ones()) as usize);
        vst1q_u8(second, vqtbl1q_u8(high, high_shuffle));
        // A branch, so that what is read next does not wait for this result.
        if long == 0 {
            return (8, 2 * (8 + escape.count_ones()) as usize);
        }
        let count = long.trailing_zeros();
        let written = count + low_bits(escape, count).count_ones();
        (count, 2 * written as usize)
    }
}

/// Four chars, none of them a surrogate, to four bytes each of which those count that the second
/// and third result tell.
#[inline(always)]
unsafe fn narrow(
    chars: uint16x4_t,
    body: uint16x4_t,
    escape: uint16x4_t,
) -> (uint8x16_t, uint16x4_t, uint16x4_t) {
    // SAFETY: every processor of this architecture has the instructions.
    unsafe {
        let u = vmovl_u16(chars);
        let escape_wide = vreinterpretq_u32_s32(vmovl_s16(vreinterpret_s16_u16(escape)));
        let two = vcgtq_u32(u, vdupq_n_u32(0x7f));
        let three = vcgtq_u32(u, vdupq_n_u32(0x7ff));
        // The six lowest bits make the last byte, the six above them the one before it.
        let six = vdupq_n_u32(0x3f);
        let last = vandq_u32(u, six);
        let middle = vandq_u32(vshrq_n_u32::<6>(u), six);
        let bytes_of_two = vorrq_u32(
            vorrq_u32(vshrq_n_u32::<6>(u), vshlq_n_u32::<8>(last)),
            vdupq_n_u32(0x80c0),
        );
        let bytes_of_three = vorrq_u32(
            vorrq_u32(vshrq_n_u32::<12>(u), vshlq_n_u32::<8>(middle)),
            vorrq_u32(vshlq_n_u32::<16>(last), vdupq_n_u32(0x0080_80e0)),
        );
        let escaped = vorrq_u32(
            vshlq_n_u32::<8>(vmovl_u16(body)),
            vdupq_n_u32(SOLIDUS as u32),
        );
        let mut bytes = vbslq_u32(two, bytes_of_two, u);
        bytes = vbslq_u32(three, bytes_of_three, bytes);
        bytes = vbslq_u32(escape_wide, escaped, bytes);
        (
            vreinterpretq_u8_u32(bytes),
            vmovn_u32(vorrq_u32(two, escape_wide)),
            vmovn_u32(three),
        )
    }
}

impl Simd for Neon {
    type Narrower = Scalar;
    const CLEAN: usize = GROUP * 16;
    const STEP: usize = 16;

    #[inline(always)]
    unsafe fn clean_latin1<const UTF8: bool>(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: CLEAN bytes at both ends by the trait's conditions.
        unsafe {
            let mut other = vdupq_n_u8(0);
            for i in 0..GROUP {
                let v = vld1q_u8(from.add(16 * i));
                vst1q_u8(to.add(16 * i), v);
                other = vorrq_u8(other, escapes(v));
                if UTF8 {
                    other = vorrq_u8(other, vcgeq_u8(v, vdupq_n_u8(0x80)));
                }
            }
            vmaxvq_u8(other) == 0
        }
    }

    #[inline(always)]
    unsafe fn step_latin1<const UTF8: bool>(from: *const u8, to: *mut u8) -> Progress {
        // SAFETY: 16 bytes can be read. The worst case of 16 chars is 96 bytes; 16 are written at
        // `to`, and 16 at most 16 bytes later. A mask of 8 bits is within the table.
        unsafe {
            let v = vld1q_u8(from);
            let mut prefixed = escapes(v);
            let control = vcltq_u8(v, vdupq_n_u8(0x20));
            let short = vqtbl1q_u8(vld1q_u8(SHORT_ESCAPES.as_ptr()), v);
            let is_short = vtstq_u8(short, short);
            let long = vbicq_u8(control, is_short);
            let mut body = vbslq_u8(is_short, short, v);
            let mut prefix = vdupq_n_u8(SOLIDUS);
            if UTF8 {
                let high = vcgeq_u8(v, vdupq_n_u8(0x80));
                let upper = vcgeq_u8(v, vdupq_n_u8(0xc0));
                prefix = vbslq_u8(high, vdupq_n_u8(0xc2), prefix);
                prefix = vbslq_u8(upper, vdupq_n_u8(0xc3), prefix);
                body = vsubq_u8(body, vandq_u8(upper, vdupq_n_u8(0x40)));
                prefixed = vorrq_u8(prefixed, high);
            }
            let long = bits(vget_low_u8(long)) | bits(vget_high_u8(long)) << 8;
            let low_mask = bits(vget_low_u8(prefixed));
            let high_mask = bits(vget_high_u8(prefixed));
            let low_shuffle = vld1q_u8(PAIRS.as_ptr().add(low_mask as usize).cast());
            let high_shuffle = vld1q_u8(PAIRS.as_ptr().add(high_mask as usize).cast());
            vst1q_u8(to, vqtbl1q_u8(vzip1q_u8(prefix, body), low_shuffle));
            let second = to.add((8 + low_mask.count_ones()) as usize);
            vst1q_u8(second, vqtbl1q_u8(vzip2q_u8(prefix, body), high_shuffle));
            let prefixed = low_mask | high_mask << 8;
            // A branch, so that what is read next does not wait for this result.
            if long == 0 {
                return (16, (16 + prefixed.count_ones()) as usize);
            }
            let count = long.trailing_zeros();
            let written = count + low_bits(prefixed, count).count_ones();
            (count as usize, written as usize)
        }
    }

    #[inline(always)]
    unsafe fn clean_widen(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: CLEAN bytes can be read, and twice as many written.
        unsafe {
            let mut other = vdupq_n_u8(0);
            for i in 0..GROUP {
                let v = vld1q_u8(from.add(16 * i));
                let low = vreinterpretq_u8_u16(vmovl_u8(vget_low_u8(v)));
                vst1q_u8(to.add(32 * i), low);
                vst1q_u8(to.add(32 * i + 16), vreinterpretq_u8_u16(vmovl_high_u8(v)));
                other = vorrq_u8(other, escapes(v));
            }
            vmaxvq_u8(other) == 0
        }
    }

    #[inline(always)]
    unsafe fn step_widen(from: *const u8, to: *mut u8) -> Progress {
        // SAFETY: 16 bytes can be read; a half writes at most 32 bytes.
        unsafe {
            let v = vld1q_u8(from);
            let (low, written) = step_wide(vmovl_u8(vget_low_u8(v)), to);
            if low < 8 {
                return (low as usize, written);
            }
            let (high, more) = step_wide(vmovl_high_u8(v), to.add(written));
            ((low + high) as usize, written + more)
        }
    }

    #[inline(always)]
    unsafe fn clean_utf16(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: CLEAN bytes at both ends.
        unsafe {
            let mut other = vdupq_n_u16(0);
            for i in 0..GROUP {
                let v = vld1q_u8(from.add(16 * i));
                vst1q_u8(to.add(16 * i), v);
                other = vorrq_u16(other, wide_escapes(vreinterpretq_u16_u8(v)));
            }
            vmaxvq_u16(other) == 0
        }
    }

    #[inline(always)]
    unsafe fn step_utf16(from: *const u8, to: *mut u8) -> Progress {
        // SAFETY: 16 bytes can be read.
        unsafe {
            let (chars, written) = step_wide(vreinterpretq_u16_u8(vld1q_u8(from)), to);
            (2 * chars as usize, written)
        }
    }

    #[inline(always)]
    unsafe fn clean_narrow(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: CLEAN bytes can be read, and half as many written.
        unsafe {
            let mut other = vdupq_n_u16(0);
            for i in 0..GROUP {
                let v = vreinterpretq_u16_u8(vld1q_u8(from.add(16 * i)));
                vst1_u8(to.add(8 * i), vmovn_u16(v));
                let wide = vcgtq_u16(v, vdupq_n_u16(0x7f));
                other = vorrq_u16(other, vorrq_u16(wide, wide_escapes(v)));
            }
            vmaxvq_u16(other) == 0
        }
    }

    #[inline(always)]
    unsafe fn step_narrow<const PAIRS: bool>(from: *const u8, to: *mut u8) -> Progress {
        // SAFETY: 16 bytes can be read. The worst case of 8 chars is 48 bytes; 16 are written at
        // `to`, and 16 at most 12 bytes later. A mask of 8 bits is within the table.
        unsafe {
            let v = vreinterpretq_u16_u8(vld1q_u8(from));
            let (body, escape, long) = escape_chars(v);
            let surrogate = vceqq_u16(vandq_u16(v, vdupq_n_u16(0xf800)), vdupq_n_u16(0xd800));
            let stop = lanes(vorrq_u16(long, surrogate));
            let (low, low_second, low_third) =
                narrow(vget_low_u16(v), vget_low_u16(body), vget_low_u16(escape));
            let (high, high_second, high_third) =
                narrow(vget_high_u16(v), vget_high_u16(body), vget_high_u16(escape));
            let second = lanes(vcombine_u16(low_second, high_second));
            let third = lanes(vcombine_u16(low_third, high_third));
            let low_index = second & 0xf | (third & 0xf) << 4;
            let high_index = second >> 4 | (third & 0xf0);
            let low_shuffle = vld1q_u8(LENGTHS.as_ptr().add(low_index as usize).cast());
            let high_shuffle = vld1q_u8(LENGTHS.as_ptr().add(high_index as usize).cast());
            vst1q_u8(to, vqtbl1q_u8(low, low_shuffle));
            let low_length = 4 + low_index.count_ones();
            vst1q_u8(to.add(low_length as usize), vqtbl1q_u8(high, high_shuffle));
            // A branch, so that what is read next does not wait for this result.
            if stop == 0 {
                let written = 8 + second.count_ones() + third.count_ones();
                return (16, written as usize);
            }
            let count = stop.trailing_zeros();
            let written =
                count + low_bits(second, count).count_ones() + low_bits(third, count).count_ones();
            (2 * count as usize, written as usize)
        }
    }
}
