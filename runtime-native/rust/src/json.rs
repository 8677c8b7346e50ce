//! Checking JSON texts, and writing their canonical form.

mod canonical;
mod validate;

pub(crate) use canonical::canonical;
pub(crate) use validate::validate;

/// The text is valid.
pub const VALID: i32 = -1;
/// The text has no canonical form.
pub const NOT_CANONICAL: i32 = -1;
/// The most objects and arrays around a value.
pub const MAX_DEPTH: usize = 128;

/// The bytes that [`canonical`] needs for a text of this length.
pub const fn room(length: usize) -> usize {
    5 * length + 2048
}

/// Whether a byte ends or interrupts a run of plain chars in a string.
#[inline(always)]
fn ends_run<const ASCII: bool>(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\' || (ASCII && byte >= 0x80)
}
