//! Which instruction set to use, asked once.

use core::sync::atomic::{AtomicU8, Ordering};

/// An implementation of the kernels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Tier {
    /// Eight bytes at a time in ordinary registers.
    Scalar = 1,
    /// AVX2 with BMI2.
    #[cfg(target_arch = "x86_64")]
    Avx2 = 2,
    /// AVX-512 with VBMI2 (Intel from Ice Lake, AMD from Zen 4). Older AVX-512 lacks the compress
    /// instruction for bytes, and clocks down; AVX2 serves it better.
    #[cfg(target_arch = "x86_64")]
    Avx512 = 3,
    /// NEON.
    #[cfg(target_arch = "aarch64")]
    Neon = 4,
}

impl Tier {
    /// The best that this processor has.
    pub fn best() -> Tier {
        static BEST: AtomicU8 = AtomicU8::new(0);
        // Relaxed: a thread that does not see the value finds the same one again.
        match BEST.load(Ordering::Relaxed) {
            #[cfg(target_arch = "x86_64")]
            2 => Tier::Avx2,
            #[cfg(target_arch = "x86_64")]
            3 => Tier::Avx512,
            #[cfg(target_arch = "aarch64")]
            4 => Tier::Neon,
            1 => Tier::Scalar,
            _ => {
                let tier = detect();
                BEST.store(tier as u8, Ordering::Relaxed);
                tier
            }
        }
    }

    /// Whether this processor can run it.
    pub fn is_available(self) -> bool {
        match self {
            Tier::Scalar => true,
            #[cfg(target_arch = "x86_64")]
            Tier::Avx2 => Tier::best() != Tier::Scalar,
            #[cfg(target_arch = "x86_64")]
            Tier::Avx512 => Tier::best() == Tier::Avx512,
            #[cfg(target_arch = "aarch64")]
            Tier::Neon => true,
        }
    }

    /// Every one that this processor can run.
    pub fn available() -> impl Iterator<Item = Tier> {
        [
            Tier::Scalar,
            #[cfg(target_arch = "x86_64")]
            Tier::Avx2,
            #[cfg(target_arch = "x86_64")]
            Tier::Avx512,
            #[cfg(target_arch = "aarch64")]
            Tier::Neon,
        ]
        .into_iter()
        .filter(|tier| tier.is_available())
    }
}

#[cfg(target_arch = "aarch64")]
fn detect() -> Tier {
    Tier::Neon
}

#[cfg(not(any(target_arch = "aarch64", target_arch = "x86_64")))]
fn detect() -> Tier {
    Tier::Scalar
}

/// By CPUID, since the standard library's detection needs the standard library. Bits as in Intel's
/// manual, volume 2, CPUID.
#[cfg(target_arch = "x86_64")]
fn detect() -> Tier {
    use core::arch::x86_64::{__cpuid, __cpuid_count};

    if cfg!(miri) {
        return if cfg!(target_feature = "avx2") {
            Tier::Avx2
        } else {
            Tier::Scalar
        };
    }
    const fn bits<const N: usize>(bits: [u32; N]) -> u32 {
        let (mut mask, mut i) = (0, 0);
        while i < N {
            mask |= 1 << bits[i];
            i += 1;
        }
        mask
    }
    /// POPCNT, OSXSAVE, AVX.
    const BASE: u32 = bits([23, 27, 28]);
    /// BMI1, AVX2, BMI2.
    const AVX2: u32 = bits([3, 5, 8]);
    /// F, DQ, BW, VL.
    const AVX512: u32 = bits([16, 17, 30, 31]);
    /// VBMI, VBMI2.
    const VBMI: u32 = bits([1, 6]);
    const LZCNT: u32 = bits([5]);

    if __cpuid(0).eax < 7 || __cpuid(0x8000_0000).eax < 0x8000_0001 {
        return Tier::Scalar;
    }
    let base = __cpuid(1).ecx & BASE == BASE;
    if !base || __cpuid(0x8000_0001).ecx & LZCNT == 0 {
        return Tier::Scalar;
    }
    // SAFETY: OSXSAVE is set, so the operating system has enabled the instruction.
    let saved = unsafe { saved_state() };
    let seven = __cpuid_count(7, 0);
    // The operating system saves the XMM and YMM registers (bits 1 and 2) ...
    if saved & 0x06 != 0x06 || seven.ebx & AVX2 != AVX2 {
        return Tier::Scalar;
    }
    // ... and the mask and ZMM registers (5 to 7).
    if saved & 0xe0 == 0xe0 && seven.ebx & AVX512 == AVX512 && seven.ecx & VBMI == VBMI {
        return Tier::Avx512;
    }
    Tier::Avx2
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "xsave")]
fn saved_state() -> u64 {
    // SAFETY: the feature is enabled for this function.
    unsafe { core::arch::x86_64::_xgetbv(0) }
}
