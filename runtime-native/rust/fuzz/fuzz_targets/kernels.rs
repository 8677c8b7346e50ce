//! Every kernel by every instruction set of this processor, against the scalar one, in rooms of
//! exactly their bounds: the address sanitizer sees any step outside.
#![no_main]

use fastaccel::Tier;
use fastaccel::kernels::{self, ESCAPE_SURROGATES, LATIN_1, NOT_CANONICAL, VALID};
use libfuzzer_sys::fuzz_target;

/// Runs a kernel by all instruction sets, and returns what the scalar one answered and wrote.
fn same<R: PartialEq + std::fmt::Debug + Copy>(
    room: usize,
    written: impl Fn(R) -> usize,
    kernel: impl Fn(Tier, &mut [u8]) -> R,
) -> (R, Vec<u8>) {
    let mut expected = vec![0; room];
    let result = kernel(Tier::Scalar, &mut expected);
    expected.truncate(written(result));
    for tier in Tier::available() {
        let mut found = vec![0; room];
        assert_eq!(kernel(tier, &mut found), result, "{tier:?}");
        assert_eq!(found[..written(result)], expected, "{tier:?}");
    }
    (result, expected)
}

fuzz_target!(|data: &[u8]| {
    let length = data.len();
    let count = |n: usize| n;
    let bytes = |n: i32| n.max(0) as usize;
    same(6 * length, count, |t, out| kernels::escape_latin1(t, data, out));
    same(6 * length, count, |t, out| kernels::escape_latin1_to_utf8(t, data, out));
    same(12 * length, count, |t, out| kernels::escape_latin1_to_utf16(t, data, out));
    let chars = &data[..length & !1];
    same(6 * length, count, |t, out| kernels::escape_utf16(t, chars, out));
    for flags in [0, ESCAPE_SURROGATES] {
        let (_, utf8) = same(3 * length, count, |t, out| {
            kernels::escape_utf16_to_utf8(t, chars, out, flags)
        });
        // What was escaped is the inside of a string, and UTF-8.
        let text = [b"\"", &utf8[..], b"\""].concat();
        assert_eq!(kernels::validate(Tier::Scalar, &text), VALID);
    }
    let valid = std::str::from_utf8(data).is_ok();
    let (result, _) = same(2 * length, bytes, |t, out| kernels::utf8_to_utf16(t, data, out));
    assert_eq!(result >= 0, valid);
    same(length, bytes, |t, out| kernels::utf8_to_latin1(t, data, out));
    same(0, |_: usize| 0, |t, _| kernels::string_end(t, data));
    same(0, |_: usize| 0, |t, _| kernels::plain_end(t, data));
    for flags in [0, LATIN_1] {
        let ends = |(_, written): (usize, usize)| written;
        same(length, ends, |t, out| kernels::unescape(t, data, out, flags));
    }
    for state in 0..4 {
        let mut expected = vec![0; length];
        let result = kernels::structurals(Tier::Scalar, data, state, &mut expected);
        for tier in Tier::available() {
            let mut found = vec![0; length];
            assert_eq!(kernels::structurals(tier, data, state, &mut found), result);
            assert_eq!(found[..result.0], expected[..result.0]);
        }
    }
    let (result, _) = same(0, |_: i32| 0, |t, _| kernels::validate(t, data));
    assert!(result == VALID || (0..=length as i32).contains(&result));
    let room = kernels::room(length);
    let (end, form) = same(room, bytes, |t, out| kernels::canonical(t, data, out));
    if end != NOT_CANONICAL {
        assert_eq!(result, VALID);
        assert!(form.len() <= length);
        let (again, unchanged) =
            same(kernels::room(form.len()), bytes, |t, out| kernels::canonical(t, &form, out));
        assert_eq!((again as usize, &unchanged), (form.len(), &form));
    }
});
