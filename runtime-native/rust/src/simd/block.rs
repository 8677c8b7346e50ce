//! Sixty-four bytes looked at together: one bit for each.

/// The blocks of an instruction set.
///
/// # Safety
///
/// The processor has the instructions.
pub(crate) trait Block: Copy {
    /// # Safety
    ///
    /// 64 bytes can be read at `from`, which needs no alignment.
    unsafe fn load(from: *const u8) -> Self;
    /// The bytes that equal `byte`.
    unsafe fn equal(self, byte: u8) -> u64;
    /// The bytes below `limit`, unsigned.
    unsafe fn below(self, limit: u8) -> u64;
    /// The bytes beyond ASCII.
    unsafe fn high(self) -> u64;
}

/// One byte after the other.
#[derive(Clone, Copy)]
pub(crate) struct ScalarBlock([u8; 64]);

impl ScalarBlock {
    #[inline(always)]
    fn each(self, holds: impl Fn(u8) -> bool) -> u64 {
        let mut bits = 0;
        for (i, &byte) in self.0.iter().enumerate() {
            bits |= (holds(byte) as u64) << i;
        }
        bits
    }
}

impl Block for ScalarBlock {
    #[inline(always)]
    unsafe fn load(from: *const u8) -> Self {
        // SAFETY: an array of bytes needs no alignment.
        ScalarBlock(unsafe { from.cast::<[u8; 64]>().read() })
    }

    #[inline(always)]
    unsafe fn equal(self, byte: u8) -> u64 {
        self.each(|b| b == byte)
    }

    #[inline(always)]
    unsafe fn below(self, limit: u8) -> u64 {
        self.each(|b| b < limit)
    }

    #[inline(always)]
    unsafe fn high(self) -> u64 {
        self.each(|b| b >= 0x80)
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::Block;
    use core::arch::x86_64::*;

    /// One vector.
    #[derive(Clone, Copy)]
    pub(crate) struct Avx512Block(__m512i);

    // SAFETY (all blocks): the caller's processor has the instructions.
    impl Block for Avx512Block {
        #[inline(always)]
        unsafe fn load(from: *const u8) -> Self {
            // SAFETY: 64 bytes can be read.
            Avx512Block(unsafe { _mm512_loadu_si512(from.cast()) })
        }

        #[inline(always)]
        unsafe fn equal(self, byte: u8) -> u64 {
            // SAFETY: see above.
            unsafe { _mm512_cmpeq_epi8_mask(self.0, _mm512_set1_epi8(byte as i8)) }
        }

        #[inline(always)]
        unsafe fn below(self, limit: u8) -> u64 {
            // SAFETY: see above.
            unsafe { _mm512_cmplt_epu8_mask(self.0, _mm512_set1_epi8(limit as i8)) }
        }

        #[inline(always)]
        unsafe fn high(self) -> u64 {
            // SAFETY: see above.
            unsafe { _mm512_movepi8_mask(self.0) }
        }
    }

    /// Two vectors.
    #[derive(Clone, Copy)]
    pub(crate) struct Avx2Block(__m256i, __m256i);

    impl Avx2Block {
        #[inline(always)]
        unsafe fn bits(low: __m256i, high: __m256i) -> u64 {
            // SAFETY: see above.
            unsafe {
                let low = _mm256_movemask_epi8(low) as u32 as u64;
                low | (_mm256_movemask_epi8(high) as u32 as u64) << 32
            }
        }
    }

    impl Block for Avx2Block {
        #[inline(always)]
        unsafe fn load(from: *const u8) -> Self {
            // SAFETY: 64 bytes can be read.
            unsafe {
                let low = _mm256_loadu_si256(from.cast());
                Avx2Block(low, _mm256_loadu_si256(from.add(32).cast()))
            }
        }

        #[inline(always)]
        unsafe fn equal(self, byte: u8) -> u64 {
            // SAFETY: see above.
            unsafe {
                let byte = _mm256_set1_epi8(byte as i8);
                Self::bits(
                    _mm256_cmpeq_epi8(self.0, byte),
                    _mm256_cmpeq_epi8(self.1, byte),
                )
            }
        }

        #[inline(always)]
        unsafe fn below(self, limit: u8) -> u64 {
            // SAFETY: see above.
            unsafe {
                // At least the limit where the maximum with it is the byte itself.
                let limit = _mm256_set1_epi8(limit as i8);
                let low = _mm256_cmpeq_epi8(_mm256_max_epu8(self.0, limit), self.0);
                let high = _mm256_cmpeq_epi8(_mm256_max_epu8(self.1, limit), self.1);
                !Self::bits(low, high)
            }
        }

        #[inline(always)]
        unsafe fn high(self) -> u64 {
            // SAFETY: see above.
            unsafe { Self::bits(self.0, self.1) }
        }
    }
}

#[cfg(target_arch = "x86_64")]
pub(crate) use x86::{Avx2Block, Avx512Block};

#[cfg(target_arch = "aarch64")]
mod arm {
    use super::Block;
    use core::arch::aarch64::*;

    /// Four vectors.
    #[derive(Clone, Copy)]
    pub(crate) struct NeonBlock([uint8x16_t; 4]);

    impl NeonBlock {
        /// One bit for each byte that is all ones: pairs are added until eight bytes are left.
        #[inline(always)]
        unsafe fn bits(self, compare: impl Fn(uint8x16_t) -> uint8x16_t) -> u64 {
            const WEIGHTS: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128];
            // SAFETY: every processor of this architecture has the instructions.
            unsafe {
                let weights = vld1q_u8(WEIGHTS.as_ptr());
                let weigh = |v| vandq_u8(compare(v), weights);
                let low = vpaddq_u8(weigh(self.0[0]), weigh(self.0[1]));
                let high = vpaddq_u8(weigh(self.0[2]), weigh(self.0[3]));
                let sums = vpaddq_u8(low, high);
                let sums = vpaddq_u8(sums, sums);
                vgetq_lane_u64::<0>(vreinterpretq_u64_u8(sums))
            }
        }
    }

    impl Block for NeonBlock {
        #[inline(always)]
        unsafe fn load(from: *const u8) -> Self {
            // SAFETY: 64 bytes can be read.
            unsafe {
                NeonBlock([
                    vld1q_u8(from),
                    vld1q_u8(from.add(16)),
                    vld1q_u8(from.add(32)),
                    vld1q_u8(from.add(48)),
                ])
            }
        }

        #[inline(always)]
        unsafe fn equal(self, byte: u8) -> u64 {
            // SAFETY: see above.
            unsafe { self.bits(|v| vceqq_u8(v, vdupq_n_u8(byte))) }
        }

        #[inline(always)]
        unsafe fn below(self, limit: u8) -> u64 {
            // SAFETY: see above.
            unsafe { self.bits(|v| vcltq_u8(v, vdupq_n_u8(limit))) }
        }

        #[inline(always)]
        unsafe fn high(self) -> u64 {
            // SAFETY: see above.
            unsafe { self.below(0x80) ^ u64::MAX }
        }
    }
}

#[cfg(target_arch = "aarch64")]
pub(crate) use arm::NeonBlock;
