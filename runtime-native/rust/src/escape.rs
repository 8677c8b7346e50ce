//! Copying text while escaping it as the contents of a JSON string (RFC 8259, section 7).

use crate::simd::{Progress, Simd};
use crate::tables::SHORT_ESCAPES;
use core::marker::PhantomData;

/// Every surrogate is written as `\uXXXX`; without it, pairs become four bytes.
pub const ESCAPE_SURROGATES: u32 = 1;

/// Steps taken after clean steps have failed, before they are tried again: at first, and at most.
/// Text that has one escape tends to have more of them, and a branch that goes either way at random
/// costs as much as several steps.
const PATIENCE: (usize, usize) = (4, 128);

/// One conversion, made of the steps of an instruction set.
///
/// # Safety
///
/// As for [`Simd`].
pub(crate) trait Conversion {
    /// The same with what finishes the last bytes.
    type Narrower: Conversion;
    /// Whether `Narrower` is the same: nothing is left but single chars.
    const LAST: bool;
    /// Bytes read by [`clean`](Conversion::clean).
    const CLEAN: usize;
    /// Bytes written by [`clean`](Conversion::clean).
    const CLEAN_WRITTEN: usize;
    /// Bytes converted by [`step`](Conversion::step).
    const STEP: usize;
    /// Bytes that [`step`](Conversion::step) may look at.
    const READ: usize;

    /// Copies `CLEAN` bytes, or returns false.
    unsafe fn clean(from: *const u8, to: *mut u8) -> bool;
    /// Converts up to `STEP` bytes, up to the first char that it cannot convert.
    unsafe fn step(from: *const u8, to: *mut u8) -> Progress;
    /// Converts one char, or one pair of surrogates, of the `left` bytes.
    unsafe fn single(from: *const u8, left: usize, to: *mut u8) -> Progress;
}

/// Converts `length` bytes and returns how many bytes they became.
///
/// # Safety
///
/// `length` bytes can be read at `from`, a whole number of chars; at `to` there is room for the
/// worst case of the conversion.
#[inline(always)]
pub(crate) unsafe fn convert<C: Conversion>(from: *const u8, length: usize, to: *mut u8) -> usize {
    let (mut read, mut written) = (0, 0);
    // SAFETY: each step is taken only where the bytes that it reads are left. What has been written
    // is at most the worst case of what has been read, so room for the worst case of the rest is
    // left, as the steps demand.
    unsafe {
        run::<C>(from, length, to, &mut read, &mut written);
        if !C::LAST {
            run::<C::Narrower>(from, length, to, &mut read, &mut written);
            if !C::Narrower::LAST {
                run::<<C::Narrower as Conversion>::Narrower>(
                    from,
                    length,
                    to,
                    &mut read,
                    &mut written,
                );
            }
        }
        while read < length {
            let (more, out) = C::single(from.add(read), length - read, to.add(written));
            read += more;
            written += out;
        }
    }
    written
}

/// Goes on until fewer bytes are left than a step looks at.
#[inline(always)]
unsafe fn run<C: Conversion>(
    from: *const u8,
    length: usize,
    to: *mut u8,
    read: &mut usize,
    written: &mut usize,
) {
    // SAFETY: as in `convert`.
    unsafe {
        let mut patience = PATIENCE.0;
        while length - *read >= C::READ {
            let start = *read;
            while length - *read >= C::CLEAN && C::clean(from.add(*read), to.add(*written)) {
                *read += C::CLEAN;
                *written += C::CLEAN_WRITTEN;
            }
            patience = if *read == start {
                PATIENCE.1.min(2 * patience)
            } else {
                PATIENCE.0
            };
            let mut steps = 0;
            while steps < patience && length - *read >= C::READ {
                let (more, out) = C::step(from.add(*read), to.add(*written));
                *read += more;
                *written += out;
                if more < C::STEP {
                    let left = length - *read;
                    let (more, out) = C::single(from.add(*read), left, to.add(*written));
                    *read += more;
                    *written += out;
                }
                steps += 1;
            }
        }
    }
}

/// Latin-1 to Latin-1, or to UTF-8 if `UTF8`.
pub(crate) struct Latin1<S, const UTF8: bool>(PhantomData<S>);
/// Latin-1 to UTF-16.
pub(crate) struct Widen<S>(PhantomData<S>);
/// UTF-16 to UTF-16.
pub(crate) struct Utf16<S>(PhantomData<S>);
/// UTF-16 to UTF-8, with pairs of surrogates as four bytes if `PAIRS`, else as escapes.
pub(crate) struct Narrow<S, const PAIRS: bool>(PhantomData<S>);

const HEX: [u8; 16] = *b"0123456789ABCDEF";

#[inline(always)]
fn unicode_escape(c: u16) -> [u8; 6] {
    let digit = |shift: u32| HEX[(c >> shift & 0xf) as usize];
    [b'\\', b'u', digit(12), digit(8), digit(4), digit(0)]
}

/// What follows the reverse solidus, if `c` has an escape of two chars.
#[inline(always)]
fn short_escape(c: u16) -> Option<u8> {
    match c {
        0..16 => Some(SHORT_ESCAPES[c as usize]).filter(|&e| e != 0),
        0x22 | 0x5c => Some(c as u8),
        _ => None,
    }
}

/// Writes chars as they are in an array of bytes.
///
/// # Safety
///
/// `N` bytes can be written at `to`.
#[inline(always)]
unsafe fn put<const N: usize>(bytes: [u8; N], to: *mut u8) -> usize {
    // SAFETY: by the condition; an array of bytes needs no alignment.
    unsafe { to.cast::<[u8; N]>().write(bytes) };
    N
}

/// Writes an ASCII char or its escape in chars of one byte.
#[inline(always)]
unsafe fn put_ascii(c: u16, to: *mut u8) -> usize {
    // SAFETY: at most 6 bytes, the worst case of a char.
    unsafe {
        match short_escape(c) {
            Some(e) => put([b'\\', e], to),
            None if c < 0x20 => put(unicode_escape(c), to),
            None => put([c as u8], to),
        }
    }
}

/// Writes any char or its escape in chars of two bytes.
#[inline(always)]
unsafe fn put_wide(c: u16, to: *mut u8) -> usize {
    // SAFETY: at most 12 bytes, the worst case of a char.
    unsafe {
        match short_escape(c) {
            Some(e) => put([b'\\', 0, e, 0], to),
            None if c < 0x20 => {
                let [a, b, c, d, e, f] = unicode_escape(c);
                put([a, 0, b, 0, c, 0, d, 0, e, 0, f, 0], to)
            }
            None => put(c.to_le_bytes(), to),
        }
    }
}

#[inline(always)]
unsafe fn char_at(from: *const u8) -> u16 {
    // SAFETY: the callers have two bytes to read; an array of bytes needs no alignment.
    u16::from_le_bytes(unsafe { from.cast::<[u8; 2]>().read() })
}

macro_rules! steps {
    ($name:ty, $narrower:ty, $s:ident, $clean_written:expr, $clean:expr, $step:expr) => {
        type Narrower = $narrower;
        const LAST: bool = $s::LAST;
        const CLEAN: usize = $s::CLEAN;
        const CLEAN_WRITTEN: usize = $clean_written;
        const STEP: usize = $s::STEP;
        const READ: usize = $s::READ;

        #[inline(always)]
        unsafe fn clean(from: *const u8, to: *mut u8) -> bool {
            // SAFETY: the conditions are the same.
            unsafe { $clean(from, to) }
        }

        #[inline(always)]
        unsafe fn step(from: *const u8, to: *mut u8) -> Progress {
            // SAFETY: the conditions are the same.
            unsafe { $step(from, to) }
        }
    };
}

impl<S: Simd, const UTF8: bool> Conversion for Latin1<S, UTF8> {
    steps!(
        Self,
        Latin1<S::Narrower, UTF8>,
        S,
        S::CLEAN,
        S::clean_latin1::<UTF8>,
        S::step_latin1::<UTF8>
    );

    #[inline(always)]
    unsafe fn single(from: *const u8, _: usize, to: *mut u8) -> Progress {
        // SAFETY: one byte is left to read, and 6 can be written.
        unsafe {
            let c = *from;
            let written = if c < 0x80 {
                put_ascii(c as u16, to)
            } else if UTF8 {
                put([0xc0 | c >> 6, 0x80 | c & 0x3f], to)
            } else {
                put([c], to)
            };
            (1, written)
        }
    }
}

impl<S: Simd> Conversion for Widen<S> {
    steps!(
        Self,
        Widen<S::Narrower>,
        S,
        2 * S::CLEAN,
        S::clean_widen,
        S::step_widen
    );

    #[inline(always)]
    unsafe fn single(from: *const u8, _: usize, to: *mut u8) -> Progress {
        // SAFETY: one byte is left to read, and 12 can be written.
        unsafe { (1, put_wide(*from as u16, to)) }
    }
}

impl<S: Simd> Conversion for Utf16<S> {
    steps!(
        Self,
        Utf16<S::Narrower>,
        S,
        S::CLEAN,
        S::clean_utf16,
        S::step_utf16
    );

    #[inline(always)]
    unsafe fn single(from: *const u8, _: usize, to: *mut u8) -> Progress {
        // SAFETY: one char is left to read, and 12 bytes can be written.
        unsafe { (2, put_wide(char_at(from), to)) }
    }
}

impl<S: Simd, const PAIRS: bool> Conversion for Narrow<S, PAIRS> {
    steps!(
        Self,
        Narrow<S::Narrower, PAIRS>,
        S,
        S::CLEAN / 2,
        S::clean_narrow,
        S::step_narrow::<PAIRS>
    );

    #[inline(always)]
    unsafe fn single(from: *const u8, left: usize, to: *mut u8) -> Progress {
        // SAFETY: one char is left to read, and a second one where `left` says so; 6 bytes can be
        // written for each.
        unsafe {
            let c = char_at(from);
            let last = 0x80 | (c & 0x3f) as u8;
            let written = match c {
                0..0x80 => put_ascii(c, to),
                0x80..0x800 => put([0xc0 | (c >> 6) as u8, last], to),
                0xd800..0xe000 => {
                    if c < 0xdc00 && left >= 4 {
                        let low = char_at(from.add(2));
                        if low & 0xfc00 == 0xdc00 {
                            if !PAIRS {
                                put(unicode_escape(c), to);
                                return (4, 6 + put(unicode_escape(low), to.add(6)));
                            }
                            let p = 0x1_0000 + ((c as u32 & 0x3ff) << 10 | low as u32 & 0x3ff);
                            let bytes = [
                                0xf0 | (p >> 18) as u8,
                                0x80 | (p >> 12 & 0x3f) as u8,
                                0x80 | (p >> 6 & 0x3f) as u8,
                                0x80 | (p & 0x3f) as u8,
                            ];
                            return (4, put(bytes, to));
                        }
                    }
                    put(unicode_escape(c), to)
                }
                _ => {
                    let middle = 0x80 | (c >> 6 & 0x3f) as u8;
                    put([0xe0 | (c >> 12) as u8, middle, last], to)
                }
            };
            (2, written)
        }
    }
}
