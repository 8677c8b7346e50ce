//! Scanning and decoding by every instruction set, against models that go byte by byte.

mod common;

use common::{Random, rounds};
use fastaccel::Tier;
use fastaccel::kernels::{self, ESCAPED, IN_STRING, LATIN_1, MALFORMED, WIDE};

fn ends_string(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

fn check_scan(bytes: &[u8]) {
    let string_end = bytes.iter().position(|&b| ends_string(b));
    let plain_end = bytes.iter().position(|&b| ends_string(b) || b >= 0x80);
    for tier in Tier::available() {
        let end = kernels::string_end(tier, bytes);
        assert_eq!(end, string_end.unwrap_or(bytes.len()), "{tier:?}");
        let end = kernels::plain_end(tier, bytes);
        assert_eq!(end, plain_end.unwrap_or(bytes.len()), "{tier:?}");
    }
}

fn check_structurals(bytes: &[u8], mut state: u32) {
    let begin = state;
    let mut expected = Vec::new();
    for (i, &byte) in bytes.iter().enumerate() {
        let in_string = state & IN_STRING != 0;
        if state & ESCAPED != 0 {
            state &= !ESCAPED;
            // Outside strings nothing can be escaped, but no JSON has a reverse solidus there.
            if !in_string && b"{}[]:,".contains(&byte) {
                expected.push(i as u32);
            }
        } else if byte == b'\\' {
            state |= ESCAPED;
        } else if byte == b'"' {
            state ^= IN_STRING;
            expected.push(i as u32);
        } else if !in_string && b"{}[]:,".contains(&byte) {
            expected.push(i as u32);
        }
    }
    for tier in Tier::available() {
        let mut found = vec![0; bytes.len()];
        let (count, after) = kernels::structurals(tier, bytes, begin, &mut found);
        assert_eq!(found[..count], expected, "{tier:?} {bytes:02x?}");
        assert_eq!(after, state, "{tier:?} {bytes:02x?}");
    }
}

fn check_unescape(bytes: &[u8]) {
    for flags in [0, LATIN_1] {
        let mut read = 0;
        let mut expected = Vec::new();
        while read < bytes.len() {
            let byte = bytes[read];
            if byte == b'\\' {
                let Some(at) = bytes
                    .get(read + 1)
                    .and_then(|&b| b"\"\\/bfnrt".iter().position(|&e| e == b))
                else {
                    break;
                };
                expected.push(b"\"\\/\x08\x0c\n\r\t"[at]);
                read += 2;
            } else if byte < 0x20 || byte == b'"' || (byte >= 0x80 && flags == 0) {
                break;
            } else {
                expected.push(byte);
                read += 1;
            }
        }
        for tier in Tier::available() {
            let mut out = vec![0x5a; bytes.len()];
            let (found, written) = kernels::unescape(tier, bytes, &mut out, flags);
            assert_eq!(found, read, "{tier:?} {bytes:02x?}");
            assert_eq!(out[..written], expected, "{tier:?} {bytes:02x?}");
        }
    }
}

fn check_decode(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).ok();
    let utf16: Option<Vec<u8>> =
        text.map(|t| t.encode_utf16().flat_map(|c| c.to_le_bytes()).collect());
    for tier in Tier::available() {
        let mut out = vec![0x5a; 2 * bytes.len()];
        let written = kernels::utf8_to_utf16(tier, bytes, &mut out);
        match &utf16 {
            Some(expected) => assert_eq!(&out[..written as usize], expected, "{tier:?}"),
            None => assert_eq!(written, MALFORMED, "{tier:?} {bytes:02x?}"),
        }
        let mut out = vec![0x5a; bytes.len()];
        let written = kernels::utf8_to_latin1(tier, bytes, &mut out);
        match text {
            None => assert_eq!(written, MALFORMED, "{tier:?} {bytes:02x?}"),
            Some(text) if text.chars().all(|c| c <= '\u{ff}') => {
                let expected: Vec<u8> = text.chars().map(|c| c as u8).collect();
                assert_eq!(&out[..written as usize], expected, "{tier:?}");
            }
            Some(_) => assert_eq!(written, WIDE, "{tier:?} {bytes:02x?}"),
        }
    }
}

#[test]
fn every_byte_in_every_position_of_two_blocks() {
    let step = if cfg!(miri) { 61 } else { 1 };
    for position in (0..130).step_by(step) {
        for byte in (0..=0xff).step_by(if cfg!(miri) { 15 } else { 1 }) {
            let mut bytes = vec![b'x'; 130];
            bytes[position] = byte;
            check_scan(&bytes);
            check_unescape(&bytes);
            check_structurals(&bytes, 0);
            check_structurals(&bytes, IN_STRING | ESCAPED);
            check_decode(&bytes);
        }
    }
}

#[test]
fn random_json_like_bytes() {
    for seed in 0..rounds(4_000) {
        let mut random = Random::new(seed);
        let alphabet = [
            &b"\\\\\"a"[..],
            b"\\\\\\nrtbf/u\xe9aaaaaaaaaaaaaaaaaaaa",
            b"\\nabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
            b"{}[]:,\"\\ x1",
            b"\"{abcdefghijklmnopqrst",
        ];
        let alphabet = alphabet[random.below(5)];
        let bytes: Vec<u8> = (0..random.length())
            .map(|_| alphabet[random.below(alphabet.len())])
            .collect();
        check_scan(&bytes);
        check_unescape(&bytes);
        check_structurals(&bytes, random.below(4) as u32);
    }
}

#[test]
fn random_texts_decode() {
    for seed in 0..rounds(4_000) {
        let mut random = Random::new(seed);
        let limit = if seed % 2 == 0 { 0xff } else { u16::MAX };
        let chars = random.chars(limit);
        let mut bytes = String::from_utf16_lossy(&chars).into_bytes();
        check_decode(&bytes);
        check_scan(&bytes);
        if !bytes.is_empty() {
            for _ in 0..1 + random.below(3) {
                let at = random.below(bytes.len());
                bytes[at] = random.next() as u8;
            }
            check_decode(&bytes);
            let cut = random.below(bytes.len());
            check_decode(&bytes[cut..]);
            check_decode(&bytes[..cut]);
        }
    }
}
