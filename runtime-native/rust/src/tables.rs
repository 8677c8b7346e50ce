//! Shuffle tables, computed by the compiler.

/// `PAIRS[mask]` moves to the front, out of eight pairs of bytes, the second byte of every pair and
/// the first byte of those pairs whose bit is set in `mask`.
pub(crate) static PAIRS: [[u8; 16]; 256] = {
    let mut table = [[0x80; 16]; 256];
    let mut mask = 0;
    while mask < 256 {
        let mut at = 0;
        let mut pair = 0;
        while pair < 8 {
            if mask >> pair & 1 == 1 {
                table[mask][at] = 2 * pair as u8;
                at += 1;
            }
            table[mask][at] = 2 * pair as u8 + 1;
            at += 1;
            pair += 1;
        }
        mask += 1;
    }
    table
};

/// As [`PAIRS`], for four pairs of two-byte units.
pub(crate) static WIDE_PAIRS: [[u8; 16]; 16] = {
    let mut table = [[0x80; 16]; 16];
    let mut mask = 0;
    while mask < 16 {
        let mut at = 0;
        let mut unit = 0;
        while unit < 8 {
            if unit % 2 == 1 || mask >> (unit / 2) & 1 == 1 {
                table[mask][at] = 2 * unit as u8;
                table[mask][at + 1] = 2 * unit as u8 + 1;
                at += 2;
            }
            unit += 1;
        }
        mask += 1;
    }
    table
};

/// `LENGTHS[two | three << 4]` moves to the front, out of four groups of four bytes, the first byte
/// of each, the second where its bit in `two` is set, and the third where its bit in `three` is.
pub(crate) static LENGTHS: [[u8; 16]; 256] = {
    let mut table = [[0x80; 16]; 256];
    let mut mask = 0;
    while mask < 256 {
        let mut at = 0;
        let mut group = 0;
        while group < 4 {
            table[mask][at] = 4 * group as u8;
            at += 1;
            if mask >> group & 1 == 1 {
                table[mask][at] = 4 * group as u8 + 1;
                at += 1;
            }
            if mask >> (group + 4) & 1 == 1 {
                table[mask][at] = 4 * group as u8 + 2;
                at += 1;
            }
            group += 1;
        }
        mask += 1;
    }
    table
};

/// What follows the reverse solidus in the escape of a char below 16; 0 where the escape is a long
/// one.
pub(crate) static SHORT_ESCAPES: [u8; 16] = [
    0, 0, 0, 0, 0, 0, 0, 0, b'b', b't', b'n', 0, b'f', b'r', 0, 0,
];

/// The escape of a char below 0x60 that has one, in chars of two bytes, and its length in bytes.
#[cfg(target_arch = "x86_64")]
pub(crate) static WIDE_FORMS: [([u8; 12], u32); 0x60] = {
    let mut table = [([0; 12], 0); 0x60];
    let mut c = 0;
    while c < table.len() {
        let (bytes, length) = escape(c as u8);
        let mut i = 0;
        while i < 6 {
            table[c].0[2 * i] = bytes[i];
            i += 1;
        }
        table[c].1 = 2 * length as u32;
        c += 1;
    }
    table
};

/// The escape of a char, and how many bytes of it count: of a control, quote or reverse solidus.
#[cfg(target_arch = "x86_64")]
const fn escape(c: u8) -> ([u8; 6], u8) {
    let short = match c {
        0..16 => SHORT_ESCAPES[c as usize],
        b'"' | b'\\' => c,
        _ => 0,
    };
    if short != 0 {
        return ([b'\\', short, 0, 0, 0, 0], 2);
    }
    let digits = b"0123456789ABCDEF";
    let (high, low) = (digits[c as usize >> 4], digits[c as usize & 0xf]);
    ([b'\\', b'u', b'0', b'0', high, low], 6)
}

/// As [`LENGTHS`], by pairs of bits: for each group whether its second byte counts, then whether its
/// third does.
#[cfg(target_arch = "x86_64")]
pub(crate) static INTERLEAVED_LENGTHS: [[u8; 16]; 256] = {
    let mut table = [[0; 16]; 256];
    let mut mask = 0;
    while mask < 256 {
        let (mut second, mut third, mut group) = (0, 0, 0);
        while group < 4 {
            second |= (mask >> (2 * group) & 1) << group;
            third |= (mask >> (2 * group + 1) & 1) << group;
            group += 1;
        }
        table[mask] = LENGTHS[second | third << 4];
        mask += 1;
    }
    table
};

/// For eight bits the places of those that are set, as a shuffle moves bytes to the front.
#[cfg(target_arch = "x86_64")]
pub(crate) static KEPT_BYTES: [[u8; 8]; 256] = {
    let mut table = [[0; 8]; 256];
    let mut mask = 0;
    while mask < 256 {
        let (mut at, mut bit) = (0, 0);
        while bit < 8 {
            if mask >> bit & 1 == 1 {
                table[mask][at] = bit as u8;
                at += 1;
            }
            bit += 1;
        }
        mask += 1;
    }
    table
};

/// The same for chars of two bytes.
#[cfg(target_arch = "x86_64")]
pub(crate) static KEPT_CHARS: [[u8; 16]; 256] = {
    let mut table = [[0; 16]; 256];
    let mut mask = 0;
    while mask < 256 {
        let mut i = 0;
        while i < 16 {
            table[mask][i] = 2 * KEPT_BYTES[mask][i / 2] + (i % 2) as u8;
            i += 1;
        }
        mask += 1;
    }
    table
};
