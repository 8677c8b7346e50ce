//! The canonical form of a valid text, without memory of its own.
//!
//! The room is divided into three parts. The text comes first, twice as long as it can become: the
//! members of an object are put in order behind it, and copied back. Then a stack of the open
//! objects and arrays: where its text begins, or [`ARRAY`], and how many members there were before
//! it. Last a stack of the members of all open objects: where each begins, where its name ends, and
//! where it ends, its comma included. A member takes at least five bytes of text and twelve of the
//! stack.

use super::{MAX_DEPTH, NOT_CANONICAL, VALID, ends_run, validate};
use crate::simd::block::Block;
use crate::tables::SHORT_ESCAPES;
use core::marker::PhantomData;

#[derive(Clone, Copy)]
#[repr(C, packed)]
struct Frame {
    start: u32,
    first: u32,
}

#[derive(Clone, Copy)]
#[repr(C, packed)]
struct Member {
    start: u32,
    name_end: u32,
    end: u32,
}

const ARRAY: u32 = u32::MAX;
const DIGITS: [u8; 16] = *b"0123456789ABCDEF";

struct Writer<B> {
    from: *const u8,
    length: usize,
    read: usize,
    to: *mut u8,
    written: usize,
    frames: *mut Frame,
    depth: usize,
    members: *mut Member,
    count: usize,
    block: PhantomData<B>,
}

/// Writes the canonical form, and returns its length or [`NOT_CANONICAL`].
///
/// # Safety
///
/// The processor has the instructions of `B`; `length` bytes can be read at `from`; as many as
/// [`room`](super::room) says can be written at `to`.
#[inline(always)]
pub(crate) unsafe fn canonical<B: Block>(from: *const u8, length: usize, to: *mut u8) -> i32 {
    // SAFETY: the validator has seen that the text is JSON, so what a char announces follows. The
    // form is never longer than the text.
    unsafe {
        if validate::<B>(from, length) != VALID {
            return NOT_CANONICAL;
        }
        let frames = to.add(2 * length).cast::<Frame>();
        let mut writer = Writer::<B> {
            from,
            length,
            read: 0,
            to,
            written: 0,
            frames,
            depth: 0,
            members: frames.add(MAX_DEPTH).cast(),
            count: 0,
            block: PhantomData,
        };
        if writer.write() {
            writer.written as i32
        } else {
            NOT_CANONICAL
        }
    }
}

/// # Safety
///
/// For all methods: the text is valid JSON, and the conditions of [`canonical`].
impl<B: Block> Writer<B> {
    /// Returns false if two names are equal.
    #[inline(always)]
    unsafe fn write(&mut self) -> bool {
        let mut name_is_next = false;
        // SAFETY: by the conditions.
        unsafe {
            while self.read < self.length {
                let c = *self.from.add(self.read);
                self.read += 1;
                match c {
                    b' ' | b'\t' | b'\n' | b'\r' => {}
                    b'"' => {
                        let start = self.written;
                        self.string();
                        if name_is_next {
                            name_is_next = false;
                            self.members.add(self.count).write(Member {
                                start: start as u32,
                                name_end: self.written as u32,
                                end: 0,
                            });
                            self.count += 1;
                        }
                    }
                    b'{' => {
                        self.put(c);
                        self.open(self.written as u32);
                        name_is_next = true;
                    }
                    b'[' => {
                        self.put(c);
                        self.open(ARRAY);
                    }
                    b',' => {
                        self.put(c);
                        if (*self.frames.add(self.depth - 1)).start != ARRAY {
                            self.end_member();
                            name_is_next = true;
                        }
                    }
                    b'}' => {
                        name_is_next = false;
                        if !self.close_object() {
                            return false;
                        }
                    }
                    b']' => {
                        self.put(c);
                        self.depth -= 1;
                    }
                    _ => self.put(c),
                }
            }
        }
        true
    }

    #[inline(always)]
    unsafe fn put(&mut self, byte: u8) {
        // SAFETY: there is room.
        unsafe { self.to.add(self.written).write(byte) };
        self.written += 1;
    }

    #[inline(always)]
    unsafe fn open(&mut self, start: u32) {
        let first = self.count as u32;
        // SAFETY: the text is not nested deeper than there are frames.
        unsafe { self.frames.add(self.depth).write(Frame { start, first }) };
        self.depth += 1;
    }

    #[inline(always)]
    unsafe fn end_member(&mut self) {
        // SAFETY: the innermost object has a member.
        unsafe { (*self.members.add(self.count - 1)).end = self.written as u32 };
    }

    #[inline(always)]
    unsafe fn close_object(&mut self) -> bool {
        self.depth -= 1;
        // SAFETY: by the conditions. The copy is as long as the members, which are no longer than
        // the text.
        unsafe {
            let frame = *self.frames.add(self.depth);
            let (start, first) = (frame.start as usize, frame.first as usize);
            if self.written == start {
                self.put(b'}');
                return true;
            }
            self.put(b',');
            self.end_member();
            if !self.is_sorted(first) {
                self.sort(first);
                if !self.is_sorted(first) {
                    return false;
                }
                let mut end = self.written;
                for i in first..self.count {
                    let Member {
                        start, end: stop, ..
                    } = *self.members.add(i);
                    let length = (stop - start) as usize;
                    let member = self.to.add(start as usize);
                    core::ptr::copy_nonoverlapping(member, self.to.add(end), length);
                    end += length;
                }
                let sorted = self.to.add(self.written);
                core::ptr::copy_nonoverlapping(sorted, self.to.add(start), end - self.written);
            }
            self.to.add(self.written - 1).write(b'}');
            self.count = first;
        }
        true
    }

    /// Whether each name is less than the next one.
    #[inline(always)]
    unsafe fn is_sorted(&self, first: usize) -> bool {
        let mut i = first + 1;
        while i < self.count {
            // SAFETY: both are members.
            if !unsafe { self.is_less(i - 1, i) } {
                return false;
            }
            i += 1;
        }
        true
    }

    /// Names begin and end with a quote, which is left out.
    #[inline(always)]
    unsafe fn is_less(&self, one: usize, other: usize) -> bool {
        // SAFETY: both are members, whose names were written.
        unsafe {
            let (one, other) = (*self.members.add(one), *self.members.add(other));
            let (mut a, mut b) = (one.start as usize + 1, other.start as usize + 1);
            let (a_end, b_end) = (one.name_end as usize - 1, other.name_end as usize - 1);
            while a < a_end && b < b_end {
                let (x, y) = (*self.to.add(a), *self.to.add(b));
                if x != y {
                    return x < y;
                }
                a += 1;
                b += 1;
            }
            // The one that ended is the shorter one.
            a == a_end && b < b_end
        }
    }

    /// Heap sort: in place, and as fast on the worst input.
    #[inline(always)]
    unsafe fn sort(&mut self, first: usize) {
        let size = self.count - first;
        // SAFETY: all indices are below the number of members.
        unsafe {
            let mut root = size / 2;
            while root > 0 {
                root -= 1;
                self.sink(first, root, size);
            }
            let mut last = size - 1;
            while last > 0 {
                self.swap(first, first + last);
                self.sink(first, 0, last);
                last -= 1;
            }
        }
    }

    #[inline(always)]
    unsafe fn sink(&mut self, first: usize, mut root: usize, size: usize) {
        // SAFETY: indices are below `size`.
        unsafe {
            loop {
                let mut child = 2 * root + 1;
                if child >= size {
                    return;
                }
                if child + 1 < size && self.is_less(first + child, first + child + 1) {
                    child += 1;
                }
                if !self.is_less(first + root, first + child) {
                    return;
                }
                self.swap(first + root, first + child);
                root = child;
            }
        }
    }

    #[inline(always)]
    unsafe fn swap(&mut self, one: usize, other: usize) {
        // SAFETY: both are members.
        unsafe {
            let (a, b) = (self.members.add(one), self.members.add(other));
            let (x, y) = (a.read(), b.read());
            a.write(y);
            b.write(x);
        }
    }

    /// From behind the opening quote on.
    #[inline(always)]
    unsafe fn string(&mut self) {
        // SAFETY: a valid string ends with a quote. Sixty-four bytes are copied where as many are
        // left to read: what was written is no more than what was read.
        unsafe {
            self.put(b'"');
            loop {
                while self.length - self.read >= 64 {
                    let from = self.from.add(self.read);
                    let block = B::load(from);
                    let bytes = from.cast::<[u8; 64]>().read();
                    self.to.add(self.written).cast::<[u8; 64]>().write(bytes);
                    let found = block.equal(b'"') | block.equal(b'\\');
                    let run = found.trailing_zeros() as usize;
                    self.read += run;
                    self.written += run;
                    if found != 0 {
                        break;
                    }
                }
                let mut c = *self.from.add(self.read);
                while !ends_run::<false>(c) {
                    self.put(c);
                    self.read += 1;
                    c = *self.from.add(self.read);
                }
                self.read += 1;
                if c == b'"' {
                    self.put(b'"');
                    return;
                }
                self.escape();
            }
        }
    }

    /// From behind the reverse solidus on.
    #[inline(always)]
    unsafe fn escape(&mut self) {
        // SAFETY: by the conditions.
        unsafe {
            let c = *self.from.add(self.read);
            self.read += 1;
            match c {
                b'/' => self.put(c),
                b'u' => {
                    let unit = self.hex();
                    let next = self.from.add(self.read);
                    // A quote follows at least, so there are two bytes if the first is no quote.
                    if unit & 0xfc00 == 0xd800 && *next == b'\\' && *next.add(1) == b'u' {
                        let before = self.read;
                        self.read += 2;
                        let low = self.hex();
                        if low & 0xfc00 == 0xdc00 {
                            self.point(0x1_0000 + ((unit & 0x3ff) << 10 | low & 0x3ff));
                            return;
                        }
                        self.read = before;
                    }
                    self.unit(unit);
                }
                _ => {
                    self.put(b'\\');
                    self.put(c);
                }
            }
        }
    }

    /// The four digits at hand.
    #[inline(always)]
    unsafe fn hex(&mut self) -> u32 {
        let mut value = 0;
        for _ in 0..4 {
            // SAFETY: four digits follow in a valid text.
            let c = unsafe { *self.from.add(self.read) } as u32;
            self.read += 1;
            value = value << 4 | if c <= 0x39 { c & 0xf } else { (c & 0xf) + 9 };
        }
        value
    }

    #[inline(always)]
    unsafe fn unit(&mut self, c: u32) {
        let short = match c {
            0..16 => SHORT_ESCAPES[c as usize],
            0x22 | 0x5c => c as u8,
            _ => 0,
        };
        // SAFETY: by the conditions.
        unsafe {
            if short != 0 {
                self.put(b'\\');
                self.put(short);
            } else if c < 0x20 || c & 0xf800 == 0xd800 {
                self.put(b'\\');
                self.put(b'u');
                for shift in [12, 8, 4, 0] {
                    self.put(DIGITS[(c >> shift & 0xf) as usize]);
                }
            } else {
                self.point(c);
            }
        }
    }

    #[inline(always)]
    unsafe fn point(&mut self, p: u32) {
        let last = |shift: u32| 0x80 | (p >> shift & 0x3f) as u8;
        // SAFETY: by the conditions.
        unsafe {
            match p {
                0..0x80 => self.put(p as u8),
                0x80..0x800 => {
                    self.put(0xc0 | (p >> 6) as u8);
                    self.put(last(0));
                }
                0x800..0x1_0000 => {
                    self.put(0xe0 | (p >> 12) as u8);
                    self.put(last(6));
                    self.put(last(0));
                }
                _ => {
                    self.put(0xf0 | (p >> 18) as u8);
                    self.put(last(12));
                    self.put(last(6));
                    self.put(last(0));
                }
            }
        }
    }
}
