//! Random texts, the same ones at every run.

/// The generator of Sebastiano Vigna's "SplitMix64".
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    #[allow(dead_code, reason = "not in every test")]
    /// Mostly short, sometimes up to a few thousand.
    pub fn length(&mut self) -> usize {
        let limit = 2 << self.below(if cfg!(miri) { 8 } else { 12 });
        self.below(limit)
    }

    #[allow(dead_code, reason = "not in every test")]
    /// Chars of one kind, with others among them at a rate that differs from text to text.
    pub fn chars(&mut self, limit: u16) -> Vec<u16> {
        let kinds: [fn(&mut Random) -> u16; 6] = [
            |r| b'a' as u16 + r.below(26) as u16,
            |r| *b"\"\\\n\t\r\x08\x0c".get(r.below(7)).unwrap() as u16,
            |r| r.below(0x30) as u16,
            |r| r.below(0x900) as u16,
            |r| 0x4e00 + r.below(0x1000) as u16,
            |r| 0xd700 + r.below(0xa00) as u16,
        ];
        let (usual, rate) = (self.below(kinds.len()), 1 + self.below(60));
        let mut chars = Vec::new();
        for _ in 0..self.length() {
            let kind = if self.below(rate) == 0 {
                self.below(kinds.len())
            } else {
                usual
            };
            // Surrogates mostly in pairs.
            if kind == 5 && limit == u16::MAX && self.below(2) == 0 {
                chars.push(0xd800 + self.below(0x400) as u16);
                chars.push(0xdc00 + self.below(0x400) as u16);
            }
            chars.push(kinds[kind](self) & limit);
        }
        chars
    }
}

/// Rounds of a randomised test.
pub fn rounds(n: u64) -> u64 {
    if cfg!(miri) { n / 400 } else { n }
}
