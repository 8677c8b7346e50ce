//! The functions that Java calls, by two doors: `fastaccel_…` for the foreign-function API, `Java_…`
//! for JNI.
//!
//! Both take the arguments of the Java methods, and trust them as the contract of those lets them.

use crate::cpu::Tier;
use crate::decode::MALFORMED;
use crate::json::{NOT_CANONICAL, VALID};
use crate::kernels::raw;
use jni_sys::{JNIEnv, jarray, jbyteArray, jclass, jint, jintArray};

/// Raised whenever a function changes its meaning or arguments.
const ABI_VERSION: i32 = 4;

/// Returned where the JVM would not give access to an array.
const UNAVAILABLE: i32 = i32::MIN;

/// Elements of an array, which the collector leaves alone until they are dropped.
struct Critical<T> {
    env: *mut JNIEnv,
    array: jarray,
    elements: *mut T,
}

impl<T> Critical<T> {
    /// # Safety
    ///
    /// `env` is that of the running JNI call, and `array` is an array of `T`.
    #[inline(always)]
    unsafe fn get(env: *mut JNIEnv, array: jarray) -> Option<Critical<T>> {
        // SAFETY: every JVM has the functions of JNI 1.2.
        let elements =
            unsafe { ((**env).v1_2.GetPrimitiveArrayCritical)(env, array, core::ptr::null_mut()) };
        let elements = elements.cast::<T>();
        (!elements.is_null()).then_some(Critical {
            env,
            array,
            elements,
        })
    }
}

impl<T> Drop for Critical<T> {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: got from the same array, and released once.
        unsafe {
            let elements = self.elements.cast();
            ((**self.env).v1_2.ReleasePrimitiveArrayCritical)(self.env, self.array, elements, 0);
        }
    }
}

/// Functions from bytes to an array of `$out`.
macro_rules! copies {
    ($($c:ident $java:ident($array:ty, $out:ty $(, $flag:ident)?) = $adapter:ident;)*) => {$(
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $c(
            input: *const u8,
            from: i32,
            to: i32,
            output: *mut $out,
            at: i32,
            $($flag: i32,)?
        ) -> i32 {
            // SAFETY: the Java caller guarantees the ranges.
            unsafe { $adapter(input, from, to, output.add(at as usize), at $(, $flag as u32)?) }
        }

        #[unsafe(no_mangle)]
        unsafe extern "system" fn $java(
            env: *mut JNIEnv,
            _: jclass,
            input: jbyteArray,
            from: jint,
            to: jint,
            output: $array,
            at: jint,
            $($flag: jint,)?
        ) -> jint {
            // SAFETY: env and the arrays are those of this call; between getting and releasing there
            // is no other JNI call and nothing that blocks.
            unsafe {
                let Some(start) = Critical::<u8>::get(env, input) else {
                    return UNAVAILABLE;
                };
                let Some(out) = Critical::<$out>::get(env, output) else {
                    return UNAVAILABLE;
                };
                $c(start.elements, from, to, out.elements, at, $($flag,)?)
            }
        }
    )*};
}

/// Functions that look for a position.
macro_rules! searches {
    ($($c:ident $java:ident = $kernel:ident;)*) => {$(
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $c(input: *const u8, from: i32, to: i32) -> i32 {
            // SAFETY: the Java caller guarantees the range.
            unsafe { $kernel(input, from, to) }
        }

        #[unsafe(no_mangle)]
        unsafe extern "system" fn $java(
            env: *mut JNIEnv,
            _: jclass,
            input: jbyteArray,
            from: jint,
            to: jint,
        ) -> jint {
            // SAFETY: as for the functions that copy.
            unsafe {
                match Critical::<u8>::get(env, input) {
                    Some(start) => $c(start.elements, from, to),
                    None => UNAVAILABLE,
                }
            }
        }
    )*};
}

/// Adapts kernels that return how many bytes they wrote.
macro_rules! escapes {
    ($($kernel:ident($($flag:ident)?);)*) => {$(
        /// # Safety
        ///
        /// The ranges are within their arrays.
        #[inline(always)]
        unsafe fn $kernel(
            input: *const u8,
            from: i32,
            to: i32,
            out: *mut u8,
            at: i32,
            $($flag: u32,)?
        ) -> i32 {
            // SAFETY: by the condition.
            unsafe {
                let start = input.add(from as usize);
                let length = (to - from) as usize;
                at + raw::$kernel(Tier::best(), start, length, out $(, $flag)?) as i32
            }
        }
    )*};
}

escapes! {
    escape_latin1();
    escape_latin1_to_utf8();
    escape_latin1_to_utf16();
    escape_utf16();
    escape_utf16_to_utf8(flags);
}

/// Adapts decoders, which return how many bytes they wrote or what is wrong.
macro_rules! decodes {
    ($($kernel:ident;)*) => {$(
        /// # Safety
        ///
        /// The ranges are within their arrays.
        #[inline(always)]
        unsafe fn $kernel(input: *const u8, from: i32, to: i32, out: *mut u8, at: i32) -> i32 {
            // SAFETY: by the condition.
            unsafe {
                let start = input.add(from as usize);
                let result = raw::$kernel(Tier::best(), start, (to - from) as usize, out);
                if result <= MALFORMED { result } else { at + result }
            }
        }
    )*};
}

decodes! {
    utf8_to_latin1;
    utf8_to_utf16;
}

/// # Safety
///
/// The ranges are within their arrays.
#[inline(always)]
unsafe fn validate(input: *const u8, from: i32, to: i32) -> i32 {
    // SAFETY: by the condition.
    unsafe {
        let start = input.add(from as usize);
        let result = raw::validate(Tier::best(), start, (to - from) as usize);
        if result == VALID {
            VALID
        } else {
            from + result
        }
    }
}

/// # Safety
///
/// The ranges are within their arrays.
#[inline(always)]
unsafe fn canonical(input: *const u8, from: i32, to: i32, out: *mut u8, at: i32) -> i32 {
    // SAFETY: by the condition.
    unsafe {
        let start = input.add(from as usize);
        let result = raw::canonical(Tier::best(), start, (to - from) as usize, out);
        if result == NOT_CANONICAL {
            NOT_CANONICAL
        } else {
            at + result
        }
    }
}

/// # Safety
///
/// The range is within its array.
#[inline(always)]
unsafe fn string_end(input: *const u8, from: i32, to: i32) -> i32 {
    // SAFETY: by the condition.
    unsafe {
        let start = input.add(from as usize);
        from + raw::string_end(Tier::best(), start, (to - from) as usize) as i32
    }
}

/// # Safety
///
/// The range is within its array.
#[inline(always)]
unsafe fn plain_end(input: *const u8, from: i32, to: i32) -> i32 {
    // SAFETY: by the condition.
    unsafe {
        let start = input.add(from as usize);
        from + raw::plain_end(Tier::best(), start, (to - from) as usize) as i32
    }
}

/// Both numbers have fifteen bits: how many bytes were read, and below how many were written.
///
/// # Safety
///
/// The ranges are within their arrays, the input has at most 32,767 bytes.
#[inline(always)]
unsafe fn unescape(
    input: *const u8,
    from: i32,
    to: i32,
    out: *mut u8,
    _at: i32,
    flags: u32,
) -> i32 {
    // SAFETY: by the condition.
    unsafe {
        let start = input.add(from as usize);
        let (read, written) = raw::unescape(Tier::best(), start, (to - from) as usize, out, flags);
        (read << 15 | written) as i32
    }
}

/// The number behind the positions is the new state.
///
/// # Safety
///
/// The ranges are within their arrays; there is room for one number more than bytes.
#[inline(always)]
unsafe fn structurals(
    input: *const u8,
    from: i32,
    to: i32,
    out: *mut u32,
    at: i32,
    state: u32,
) -> i32 {
    // SAFETY: by the condition.
    unsafe {
        let start = input.add(from as usize);
        let length = (to - from) as usize;
        let (count, state) = raw::structurals(Tier::best(), start, length, from as u32, state, out);
        out.add(count).write(state);
        at + count as i32
    }
}

copies! {
    fastaccel_escape_latin1
        Java_io_fastaccel_runtime_nativekernels_JniFunctions_escapeLatin1
        (jbyteArray, u8) = escape_latin1;
    fastaccel_escape_latin1_to_utf8
        Java_io_fastaccel_runtime_nativekernels_JniFunctions_escapeLatin1ToUtf8
        (jbyteArray, u8) = escape_latin1_to_utf8;
    fastaccel_escape_latin1_to_utf16
        Java_io_fastaccel_runtime_nativekernels_JniFunctions_escapeLatin1ToUtf16
        (jbyteArray, u8) = escape_latin1_to_utf16;
    fastaccel_escape_utf16
        Java_io_fastaccel_runtime_nativekernels_JniFunctions_escapeUtf16
        (jbyteArray, u8) = escape_utf16;
    fastaccel_escape_utf16_to_utf8
        Java_io_fastaccel_runtime_nativekernels_JniFunctions_escapeUtf16ToUtf8
        (jbyteArray, u8, flags) = escape_utf16_to_utf8;
    fastaccel_utf8_to_latin1
        Java_io_fastaccel_runtime_nativekernels_JniFunctions_utf8ToLatin1
        (jbyteArray, u8) = utf8_to_latin1;
    fastaccel_utf8_to_utf16
        Java_io_fastaccel_runtime_nativekernels_JniFunctions_utf8ToUtf16
        (jbyteArray, u8) = utf8_to_utf16;
    fastaccel_unescape
        Java_io_fastaccel_runtime_nativekernels_JniFunctions_unescape
        (jbyteArray, u8, flags) = unescape;
    fastaccel_structurals
        Java_io_fastaccel_runtime_nativekernels_JniFunctions_structurals
        (jintArray, u32, state) = structurals;
    fastaccel_canonical
        Java_io_fastaccel_runtime_nativekernels_JniFunctions_canonical
        (jbyteArray, u8) = canonical;
}

searches! {
    fastaccel_string_end
        Java_io_fastaccel_runtime_nativekernels_JniFunctions_stringEnd = string_end;
    fastaccel_plain_end
        Java_io_fastaccel_runtime_nativekernels_JniFunctions_plainEnd = plain_end;
    fastaccel_validate
        Java_io_fastaccel_runtime_nativekernels_JniFunctions_validate = validate;
}

/// The version of these functions in the lower 16 bits, the instruction set in use above them.
#[unsafe(no_mangle)]
extern "C" fn fastaccel_version() -> i32 {
    ABI_VERSION | (Tier::best() as i32) << 16
}

#[unsafe(no_mangle)]
extern "system" fn Java_io_fastaccel_runtime_nativekernels_JniFunctions_version(
    _: *mut JNIEnv,
    _: jclass,
) -> i32 {
    fastaccel_version()
}
