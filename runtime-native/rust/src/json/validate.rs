//! The grammar of RFC 8259, without recursion.

use super::{MAX_DEPTH, VALID, ends_run};
use crate::simd::block::Block;
use core::marker::PhantomData;

/// Bytes of a string that are looked at one by one before blocks are.
const FIRST: usize = 16;

/// One text, and how far it was read. Where the text stops being JSON, `at` stays at that byte.
struct Text<B> {
    from: *const u8,
    length: usize,
    at: usize,
    block: PhantomData<B>,
}

/// [`VALID`], or the position of the first byte with which no JSON text can go on.
///
/// # Safety
///
/// The processor has the instructions of `B`; `length` bytes can be read at `from`.
#[inline(always)]
pub(crate) unsafe fn validate<B: Block>(from: *const u8, length: usize) -> i32 {
    let mut text = Text::<B> {
        from,
        length,
        at: 0,
        block: PhantomData,
    };
    // SAFETY: the conditions are the same.
    if unsafe { text.check() } {
        VALID
    } else {
        text.at as i32
    }
}

/// # Safety
///
/// For all methods: that of [`validate`].
impl<B: Block> Text<B> {
    #[inline(always)]
    unsafe fn check(&mut self) -> bool {
        // A bit for each open object or array, the innermost at depth - 1: set for objects.
        let mut objects = 0u128;
        let mut depth = 0;
        // SAFETY: by the conditions.
        unsafe {
            loop {
                // A value begins here.
                self.skip_space();
                match self.next() {
                    Some(c @ (b'{' | b'[')) => {
                        if depth == MAX_DEPTH {
                            return false;
                        }
                        self.at += 1;
                        self.skip_space();
                        let object = c == b'{';
                        if self.next() == Some(if object { b'}' } else { b']' }) {
                            self.at += 1;
                        } else {
                            // The mask changes nothing, and shows that no bit is shifted out.
                            let bit = 1 << (depth & 127);
                            objects = if object {
                                objects | bit
                            } else {
                                objects & !bit
                            };
                            depth += 1;
                            if object && !self.name() {
                                return false;
                            }
                            continue;
                        }
                    }
                    Some(c) => {
                        if !self.scalar(c) {
                            return false;
                        }
                    }
                    None => return false,
                }
                // A value ended here: what is around it goes on or ends too.
                loop {
                    self.skip_space();
                    if depth == 0 {
                        return self.at == self.length;
                    }
                    let object = objects >> ((depth - 1) & 127) & 1 == 1;
                    match self.next() {
                        Some(b',') => {
                            self.at += 1;
                            if object && !self.name() {
                                return false;
                            }
                            break;
                        }
                        Some(c) if c == if object { b'}' } else { b']' } => {
                            self.at += 1;
                            depth -= 1;
                        }
                        _ => return false,
                    }
                }
            }
        }
    }

    #[inline(always)]
    unsafe fn next(&self) -> Option<u8> {
        // SAFETY: within the text.
        (self.at < self.length).then(|| unsafe { *self.from.add(self.at) })
    }

    #[inline(always)]
    unsafe fn skip_space(&mut self) {
        // SAFETY: by the conditions.
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = unsafe { self.next() } {
            self.at += 1;
        }
    }

    /// A name and its colon.
    #[inline(always)]
    unsafe fn name(&mut self) -> bool {
        // SAFETY: by the conditions.
        unsafe {
            self.skip_space();
            if self.next() != Some(b'"') || !self.string() {
                return false;
            }
            self.skip_space();
            if self.next() != Some(b':') {
                return false;
            }
            self.at += 1;
            true
        }
    }

    #[inline(always)]
    unsafe fn scalar(&mut self, first: u8) -> bool {
        // SAFETY: by the conditions.
        unsafe {
            match first {
                b'"' => self.string(),
                b'-' | b'0'..=b'9' => self.number(),
                b't' => self.literal(b"true"),
                b'f' => self.literal(b"false"),
                b'n' => self.literal(b"null"),
                _ => false,
            }
        }
    }

    #[inline(always)]
    unsafe fn literal(&mut self, literal: &[u8]) -> bool {
        for &byte in literal {
            // SAFETY: by the conditions.
            if unsafe { self.next() } != Some(byte) {
                return false;
            }
            self.at += 1;
        }
        true
    }

    #[inline(always)]
    unsafe fn number(&mut self) -> bool {
        // SAFETY: by the conditions.
        unsafe {
            if self.next() == Some(b'-') {
                self.at += 1;
            }
            if self.next() == Some(b'0') {
                self.at += 1;
            } else if !self.digits() {
                return false;
            }
            if self.next() == Some(b'.') {
                self.at += 1;
                if !self.digits() {
                    return false;
                }
            }
            if let Some(b'e' | b'E') = self.next() {
                self.at += 1;
                if let Some(b'+' | b'-') = self.next() {
                    self.at += 1;
                }
                return self.digits();
            }
            true
        }
    }

    #[inline(always)]
    unsafe fn digits(&mut self) -> bool {
        let begin = self.at;
        // SAFETY: by the conditions.
        while let Some(b'0'..=b'9') = unsafe { self.next() } {
            self.at += 1;
        }
        self.at > begin
    }

    /// From the opening quote on.
    #[inline(always)]
    unsafe fn string(&mut self) -> bool {
        self.at += 1;
        // SAFETY: by the conditions.
        unsafe {
            loop {
                self.skip_plain();
                match self.next() {
                    Some(b'"') => {
                        self.at += 1;
                        return true;
                    }
                    Some(b'\\') => {
                        if !self.escape() {
                            return false;
                        }
                    }
                    Some(c @ 0x80..) => {
                        if !self.multibyte(c) {
                            return false;
                        }
                    }
                    _ => return false,
                }
            }
        }
    }

    /// To the first byte that is not a plain ASCII char.
    #[inline(always)]
    unsafe fn skip_plain(&mut self) {
        let first = self.length.min(self.at + FIRST);
        // SAFETY: a block is loaded only where 64 bytes are left.
        unsafe {
            while self.at < first {
                if ends_run::<true>(*self.from.add(self.at)) {
                    return;
                }
                self.at += 1;
            }
            while self.length - self.at >= 64 {
                let block = B::load(self.from.add(self.at));
                let found =
                    block.equal(b'"') | block.equal(b'\\') | block.below(0x20) | block.high();
                if found != 0 {
                    self.at += found.trailing_zeros() as usize;
                    return;
                }
                self.at += 64;
            }
            while self.at < self.length && !ends_run::<true>(*self.from.add(self.at)) {
                self.at += 1;
            }
        }
    }

    #[inline(always)]
    unsafe fn escape(&mut self) -> bool {
        self.at += 1;
        // SAFETY: by the conditions.
        unsafe {
            match self.next() {
                Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                    self.at += 1;
                    true
                }
                Some(b'u') => {
                    self.at += 1;
                    for _ in 0..4 {
                        let Some(b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F') = self.next() else {
                            return false;
                        };
                        self.at += 1;
                    }
                    true
                }
                _ => false,
            }
        }
    }

    /// A char of two to four bytes: the second byte's range depends on the first (Unicode 16, table
    /// 3-7).
    #[inline(always)]
    unsafe fn multibyte(&mut self, first: u8) -> bool {
        let (mut least, mut most, more) = match first {
            0xc2..=0xdf => (0x80, 0xbf, 1),
            0xe0 => (0xa0, 0xbf, 2),
            0xed => (0x80, 0x9f, 2),
            0xe1..=0xef => (0x80, 0xbf, 2),
            0xf0 => (0x90, 0xbf, 3),
            0xf1..=0xf3 => (0x80, 0xbf, 3),
            0xf4 => (0x80, 0x8f, 3),
            _ => return false,
        };
        self.at += 1;
        for _ in 0..more {
            // SAFETY: by the conditions.
            match unsafe { self.next() } {
                Some(c) if c >= least && c <= most => self.at += 1,
                _ => return false,
            }
            (least, most) = (0x80, 0xbf);
        }
        true
    }
}
