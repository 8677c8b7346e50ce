//! Every instruction set against a model that goes char by char.

mod common;

use common::{Random, rounds};
use fastaccel::Tier;
use fastaccel::kernels::{self, ESCAPE_SURROGATES};

const UNTOUCHED: u8 = 0x5a;

/// What `c` becomes: the chars of its escape, or itself.
fn escaped(c: u16) -> Vec<u16> {
    let short = match c {
        8 => b'b',
        9 => b't',
        10 => b'n',
        12 => b'f',
        13 => b'r',
        0x22 | 0x5c => c as u8,
        0..0x20 => return format!("\\u{c:04X}").encode_utf16().collect(),
        _ => return vec![c],
    };
    vec![b'\\' as u16, short as u16]
}

fn utf8(chars: &[u16], surrogates_escaped: bool) -> Vec<u8> {
    let mut out = String::new();
    for c in char::decode_utf16(chars.iter().copied()) {
        match c {
            Ok(c) if !(surrogates_escaped && c.len_utf16() == 2) => match c as u32 {
                0..0x80 => out.push_str(&String::from_utf16(&escaped(c as u16)).unwrap()),
                _ => out.push(c),
            },
            Ok(c) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04X}"));
                }
            }
            Err(lone) => out.push_str(&format!("\\u{:04X}", lone.unpaired_surrogate())),
        }
    }
    out.into_bytes()
}

fn bytes(chars: &[u16]) -> Vec<u8> {
    chars.iter().flat_map(|c| c.to_le_bytes()).collect()
}

/// Runs a kernel with exactly the room of its bound; a sanitizer or Miri sees any step outside.
fn run(bound: usize, input: &[u8], kernel: impl Fn(&[u8], &mut [u8]) -> usize) -> Vec<u8> {
    let mut out = vec![UNTOUCHED; bound * input.len()];
    let written = kernel(input, &mut out);
    out.truncate(written);
    out
}

fn check_latin1(text: &[u8]) {
    let chars: Vec<u16> = text.iter().map(|&c| c as u16).collect();
    let all: Vec<u16> = chars.iter().flat_map(|&c| escaped(c)).collect();
    let narrow: Vec<u8> = all.iter().map(|&c| c as u8).collect();
    for tier in Tier::available() {
        let out = run(6, text, |i, o| kernels::escape_latin1(tier, i, o));
        assert_eq!(out, narrow, "{tier:?} {text:02x?}");
        let out = run(6, text, |i, o| kernels::escape_latin1_to_utf8(tier, i, o));
        assert_eq!(out, utf8(&chars, false), "{tier:?} {text:02x?}");
        let out = run(12, text, |i, o| kernels::escape_latin1_to_utf16(tier, i, o));
        assert_eq!(out, bytes(&all), "{tier:?} {text:02x?}");
    }
}

fn check_utf16(chars: &[u16]) {
    let text = bytes(chars);
    let all: Vec<u16> = chars.iter().flat_map(|&c| escaped(c)).collect();
    for tier in Tier::available() {
        let out = run(6, &text, |i, o| kernels::escape_utf16(tier, i, o));
        assert_eq!(out, bytes(&all), "{tier:?} {chars:04x?}");
        for flags in [0, ESCAPE_SURROGATES] {
            let out = run(3, &text, |i, o| {
                kernels::escape_utf16_to_utf8(tier, i, o, flags)
            });
            assert_eq!(out, utf8(chars, flags != 0), "{tier:?} {chars:04x?}");
        }
    }
}

#[test]
fn every_char_in_every_position_of_a_vector() {
    let positions = if cfg!(miri) { 20..21 } else { 0..70 };
    // Miri is slow: chars of every class are enough for it.
    for c in (0..=0xff).step_by(if cfg!(miri) { 15 } else { 1 }) {
        for before in positions.clone() {
            let mut text = vec![b'x'; before + 70];
            text[before] = c;
            check_latin1(&text);
            check_utf16(&text.iter().map(|&c| c as u16).collect::<Vec<_>>());
        }
    }
}

#[test]
fn every_utf16_char_in_some_position() {
    let step = if cfg!(miri) { 2057 } else { 1 };
    for c in (0..=u16::MAX).step_by(step) {
        let mut text = [0x4e00; 80];
        text[c as usize % 37] = c;
        text[c as usize % 31 + 40] = c.wrapping_add(1);
        check_utf16(&text);
    }
}

#[test]
fn random_latin1() {
    for seed in 0..rounds(5_000) {
        let mut random = Random::new(seed);
        let text: Vec<u8> = random.chars(0xff).iter().map(|&c| c as u8).collect();
        check_latin1(&text);
    }
}

#[test]
fn random_utf16() {
    for seed in 0..rounds(5_000) {
        check_utf16(&Random::new(seed).chars(u16::MAX));
    }
}

#[test]
fn worst_cases_fill_their_room() {
    for unit in [0x01, 0x22, 0xff, 0x4e00, 0xd800, 0xde00] {
        for length in [0, 1, 7, 31, 33, 65, 200] {
            check_utf16(&vec![unit; length]);
            if unit < 0x100 {
                check_latin1(&vec![unit as u8; length]);
            }
        }
    }
}
