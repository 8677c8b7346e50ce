//! Checking and rewriting JSON by every instruction set, against a model that reads values by
//! recursive descent and writes them anew.

mod common;

use common::{Random, rounds};
use fastaccel::Tier;
use fastaccel::kernels::{self, MAX_DEPTH, NOT_CANONICAL, VALID, room};
use std::collections::BTreeMap;

/// Reads bytes; an error is the position where the text stops being JSON.
struct Model<'a> {
    text: &'a [u8],
    at: usize,
    /// An object had two equal names.
    ambiguous: bool,
}

type Result<T> = std::result::Result<T, usize>;

impl Model<'_> {
    fn read(text: &[u8]) -> Result<Option<Vec<u8>>> {
        let mut model = Model {
            text,
            at: 0,
            ambiguous: false,
        };
        let form = model.value(0)?;
        model.space();
        if model.at < text.len() {
            return Err(model.at);
        }
        Ok((!model.ambiguous).then_some(form))
    }

    fn peek(&self) -> u8 {
        // No text holds this byte where the model asks for it.
        *self.text.get(self.at).unwrap_or(&0xff)
    }

    fn space(&mut self) {
        while b" \t\r\n".contains(&self.peek()) {
            self.at += 1;
        }
    }

    fn expect(&mut self, bytes: &[u8]) -> Result<()> {
        for &byte in bytes {
            if self.peek() != byte {
                return Err(self.at);
            }
            self.at += 1;
        }
        Ok(())
    }

    fn value(&mut self, depth: usize) -> Result<Vec<u8>> {
        self.space();
        let start = self.at;
        match self.peek() {
            b'{' | b'[' if depth == MAX_DEPTH => return Err(self.at),
            b'{' => return self.object(depth),
            b'[' => return self.array(depth),
            b'"' => return self.string(),
            b't' => self.expect(b"true")?,
            b'f' => self.expect(b"false")?,
            b'n' => self.expect(b"null")?,
            _ => self.number()?,
        }
        Ok(self.text[start..self.at].to_vec())
    }

    fn object(&mut self, depth: usize) -> Result<Vec<u8>> {
        let mut members = BTreeMap::new();
        self.at += 1;
        self.space();
        while self.peek() != b'}' {
            if !members.is_empty() {
                self.expect(b",")?;
                self.space();
            }
            let name = self.string()?;
            let name = name[1..name.len() - 1].to_vec();
            self.space();
            self.expect(b":")?;
            let value = self.value(depth + 1)?;
            self.ambiguous |= members.insert(name, value).is_some();
            self.space();
        }
        self.at += 1;
        let members: Vec<Vec<u8>> = members
            .into_iter()
            .map(|(name, value)| [&b"\""[..], &name, b"\":", &value].concat())
            .collect();
        Ok([&b"{"[..], &members.join(&b','), b"}"].concat())
    }

    fn array(&mut self, depth: usize) -> Result<Vec<u8>> {
        let mut elements = Vec::new();
        self.at += 1;
        self.space();
        while self.peek() != b']' {
            if !elements.is_empty() {
                self.expect(b",")?;
            }
            elements.push(self.value(depth + 1)?);
            self.space();
        }
        self.at += 1;
        Ok([&b"["[..], &elements.join(&b','), b"]"].concat())
    }

    fn number(&mut self) -> Result<()> {
        if self.peek() == b'-' {
            self.at += 1;
        }
        if self.peek() == b'0' {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == b'.' {
            self.at += 1;
            self.digits()?;
        }
        if b"eE".contains(&self.peek()) {
            self.at += 1;
            if b"+-".contains(&self.peek()) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<()> {
        if !self.peek().is_ascii_digit() {
            return Err(self.at);
        }
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        Ok(())
    }

    fn string(&mut self) -> Result<Vec<u8>> {
        self.expect(b"\"")?;
        let mut units = Vec::new();
        loop {
            let rest = &self.text[self.at..];
            match rest.first() {
                None | Some(0..0x20) => return Err(self.at),
                Some(b'"') => break,
                Some(b'\\') => {
                    self.at += 1;
                    let short = b"\"\\/bfnrt".iter().position(|&b| b == self.peek());
                    if let Some(index) = short {
                        units.push(b"\"\\/\x08\x0c\n\r\t"[index] as u16);
                        self.at += 1;
                    } else {
                        self.expect(b"u")?;
                        let mut unit = 0;
                        for _ in 0..4 {
                            let digit = (self.peek() as char).to_digit(16).ok_or(self.at)?;
                            unit = unit * 16 + digit as u16;
                            self.at += 1;
                        }
                        units.push(unit);
                    }
                }
                Some(_) => {
                    let end = rest.len().min(4);
                    let char = match std::str::from_utf8(&rest[..end]) {
                        Ok(text) => text.chars().next(),
                        Err(e) if e.valid_up_to() > 0 => {
                            std::str::from_utf8(&rest[..e.valid_up_to()])
                                .unwrap()
                                .chars()
                                .next()
                        }
                        // The length of the error is the bytes that can begin a char.
                        Err(e) if e.error_len() == Some(1) && !begins(rest[0]) => None,
                        Err(e) => return Err(self.at + e.error_len().unwrap_or(end)),
                    };
                    let char = char.ok_or(self.at)?;
                    units.extend_from_slice(char.encode_utf16(&mut [0; 2]));
                    self.at += char.len_utf8();
                }
            }
        }
        self.at += 1;
        let mut out = String::from("\"");
        for char in char::decode_utf16(units) {
            match char {
                Err(lone) => out.push_str(&format!("\\u{:04X}", lone.unpaired_surrogate())),
                Ok(c) => match "\x08\t\n\x0c\r\"\\".find(c) {
                    Some(index) => out.extend(['\\', b"btnfr\"\\"[index] as char]),
                    None if c < ' ' => out.push_str(&format!("\\u{:04X}", c as u32)),
                    None => out.push(c),
                },
            }
        }
        out.push('"');
        Ok(out.into_bytes())
    }
}

/// Whether a char of several bytes can begin so.
fn begins(byte: u8) -> bool {
    (0xc2..=0xf4).contains(&byte)
}

fn check(text: &[u8]) {
    let expected = Model::read(text);
    let shown = String::from_utf8_lossy(text);
    for tier in Tier::available() {
        let valid = kernels::validate(tier, text);
        let mut out = vec![0x5a; room(text.len())];
        let length = kernels::canonical(tier, text, &mut out);
        match &expected {
            Err(position) => {
                assert_eq!(valid, *position as i32, "{tier:?} {shown} {text:02x?}");
                assert_eq!(length, NOT_CANONICAL, "{tier:?} {shown}");
            }
            Ok(None) => {
                assert_eq!(valid, VALID, "{tier:?} {shown}");
                assert_eq!(length, NOT_CANONICAL, "{tier:?} {shown}");
            }
            Ok(Some(form)) => {
                assert_eq!(valid, VALID, "{tier:?} {shown}");
                assert_eq!(&out[..length as usize], form, "{tier:?} {shown}");
            }
        }
    }
}

fn value(random: &mut Random, out: &mut Vec<u8>, depth: usize) {
    space(random, out);
    match random.below(if depth == 0 { 4 } else { 8 }) {
        0 => out.extend(format!("{}", random.below(100)).bytes()),
        1 => out.extend(format!("-{}.5e+{}", random.below(10), random.below(9)).bytes()),
        2 => out.extend([&b"true"[..], b"false", b"null"][random.below(3)]),
        3 => string(random, out),
        kind @ (4 | 5) => {
            out.push(b"{["[kind - 4]);
            let most = if random.below(9) == 0 { 30 } else { 5 };
            for i in 0..random.below(most) {
                if i > 0 {
                    out.push(b',');
                }
                if kind == 4 {
                    space(random, out);
                    string(random, out);
                    space(random, out);
                    out.push(b':');
                }
                value(random, out, depth - 1);
            }
            space(random, out);
            out.push(b"}]"[kind - 4]);
        }
        _ => {
            out.push(b'[');
            value(random, out, depth - 1);
            out.push(b']');
        }
    }
    space(random, out);
}

fn string(random: &mut Random, out: &mut Vec<u8>) {
    out.push(b'"');
    let most = if random.below(9) == 0 { 200 } else { 5 };
    for _ in 0..random.below(most) {
        match random.below(10) {
            0 => out.extend([b'\\', b"\"\\/bfnrt"[random.below(8)]]),
            1 => out.extend(format!("\\u{:04x}", random.below(0x80)).bytes()),
            2 => out.extend(format!("\\u{:04X}", 0xd7f0 + random.below(0x820)).bytes()),
            3 => out.extend("\\ud83d\\ude00".bytes()),
            4 => out.extend("\u{e9}\u{4e2d}\u{1f600}".bytes()),
            _ => out.push(b'a' + random.below(4) as u8),
        }
    }
    out.push(b'"');
}

fn space(random: &mut Random, out: &mut Vec<u8>) {
    while random.below(4) == 0 {
        out.push(b" \t\r\n"[random.below(4)]);
    }
}

#[test]
fn random_texts_and_random_errors() {
    for seed in 0..rounds(8_000) {
        let mut random = Random::new(seed);
        let mut text = Vec::new();
        let depth = random.below(6);
        value(&mut random, &mut text, depth);
        check(&text);
        for _ in 0..random.below(3) {
            let at = random.below(text.len());
            text[at] = if random.below(2) == 0 {
                random.next() as u8
            } else {
                b"{}[],:\"\\ u0e-.1tfn"[random.below(18)]
            };
        }
        check(&text);
        check(&text[..random.below(text.len() + 1)]);
    }
}

#[test]
fn every_byte_in_every_position_of_a_string() {
    for position in (1..140).step_by(if cfg!(miri) { 67 } else { 1 }) {
        for byte in (0..=0xff).step_by(if cfg!(miri) { 25 } else { 1 }) {
            let mut text = vec![b'x'; 142];
            text[0] = b'"';
            text[141] = b'"';
            text[position] = byte;
            check(&text);
        }
    }
}

#[test]
fn deep_texts() {
    for depth in [1, 63, 64, 65, 127, 128, 129] {
        check(&[b"[".repeat(depth), b"]".repeat(depth)].concat());
        let ends: Vec<u8> = b",\"a\":1}".repeat(depth);
        check(&[b"{\"b\":".repeat(depth), b"0".to_vec(), ends].concat());
        check(&[b"{\"b\":".repeat(depth), b"[".to_vec()].concat());
    }
}

#[test]
fn small_members_fill_their_room() {
    for count in [1, 2, 9, 300] {
        let mut random = Random::new(count);
        let mut text = b"{".to_vec();
        for i in 0..count {
            if i > 0 {
                text.push(b',');
            }
            text.extend(format!("\"{:x}\":1", (random.next() % 40) + 40 * i).bytes());
        }
        text.push(b'}');
        check(&text);
        check(b"{\"\":{\"\":{\"\":1}}}");
    }
}
