//! The functions that Java calls, by two doors: `c` for the foreign-function API, `jni` for JNI.
//!
//! Both trust their arguments as the Java contract lets them: the Java side has checked them.

use crate::cpu::Tier;
use crate::kernels::raw;

/// Raised whenever a function changes its meaning or arguments.
const ABI_VERSION: i32 = 1;

/// Returned where the JVM would not give access to an array.
const UNAVAILABLE: i32 = -1;

/// As the Java methods: positions are those of the arrays; the result is the position after the last
/// byte written.
macro_rules! escapes {
    ($($c:ident $java:ident => $kernel:ident($($flag:ident)?);)*) => {
        mod c {
            use super::*;
            $(
                #[unsafe(no_mangle)]
                pub(super) unsafe extern "C" fn $c(
                    input: *const u8,
                    from: i32,
                    to: i32,
                    output: *mut u8,
                    at: i32,
                    $($flag: i32,)?
                ) -> i32 {
                    // SAFETY: the Java caller guarantees the ranges.
                    unsafe {
                        let (start, out) = (input.add(from as usize), output.add(at as usize));
                        let length = (to - from) as usize;
                        at + raw::$kernel(Tier::best(), start, length, out $(, $flag as u32)?) as i32
                    }
                }
            )*
        }

        mod jni {
            use super::*;
            use jni_sys::{JNIEnv, jbyteArray, jclass, jint};
            $(
                #[unsafe(no_mangle)]
                unsafe extern "system" fn $java(
                    env: *mut JNIEnv,
                    _: jclass,
                    input: jbyteArray,
                    from: jint,
                    to: jint,
                    output: jbyteArray,
                    at: jint,
                    $($flag: jint,)?
                ) -> jint {
                    // SAFETY: env and the arrays are those of this call; between getting and
                    // releasing there is no other JNI call and nothing that blocks.
                    unsafe {
                        let Some(start) = Critical::get(env, input) else {
                            return UNAVAILABLE;
                        };
                        let Some(out) = Critical::get(env, output) else {
                            return UNAVAILABLE;
                        };
                        super::c::$c(
                            start.bytes,
                            from,
                            to,
                            out.bytes,
                            at,
                            $($flag,)?
                        )
                    }
                }
            )*

            /// Bytes of an array that the collector leaves alone until they are dropped.
            struct Critical {
                env: *mut JNIEnv,
                array: jbyteArray,
                bytes: *mut u8,
            }

            impl Critical {
                /// # Safety
                ///
                /// `env` is that of the running JNI call, and `array` is not null.
                #[inline(always)]
                unsafe fn get(env: *mut JNIEnv, array: jbyteArray) -> Option<Critical> {
                    // SAFETY: JNI functions since 1.2 are there in every JVM.
                    let bytes = unsafe {
                        ((**env).v1_2.GetPrimitiveArrayCritical)(env, array, core::ptr::null_mut())
                    };
                    let bytes = bytes.cast::<u8>();
                    (!bytes.is_null()).then_some(Critical { env, array, bytes })
                }
            }

            impl Drop for Critical {
                #[inline(always)]
                fn drop(&mut self) {
                    // SAFETY: got from the same array, and released once.
                    unsafe {
                        ((**self.env).v1_2.ReleasePrimitiveArrayCritical)(
                            self.env,
                            self.array,
                            self.bytes.cast(),
                            0,
                        );
                    }
                }
            }
        }
    };
}

escapes! {
    fastaccel_escape_latin1
        Java_io_fastaccel_runtime_nativekernels_JniFunctions_escapeLatin1 => escape_latin1();
    fastaccel_escape_latin1_to_utf8
        Java_io_fastaccel_runtime_nativekernels_JniFunctions_escapeLatin1ToUtf8
        => escape_latin1_to_utf8();
    fastaccel_escape_latin1_to_utf16
        Java_io_fastaccel_runtime_nativekernels_JniFunctions_escapeLatin1ToUtf16
        => escape_latin1_to_utf16();
    fastaccel_escape_utf16
        Java_io_fastaccel_runtime_nativekernels_JniFunctions_escapeUtf16 => escape_utf16();
    fastaccel_escape_utf16_to_utf8
        Java_io_fastaccel_runtime_nativekernels_JniFunctions_escapeUtf16ToUtf8
        => escape_utf16_to_utf8(flags);
}

/// The version of these functions in the lower 16 bits, the instruction set in use above them.
#[unsafe(no_mangle)]
extern "C" fn fastaccel_version() -> i32 {
    ABI_VERSION | (Tier::best() as i32) << 16
}

#[unsafe(no_mangle)]
extern "system" fn Java_io_fastaccel_runtime_nativekernels_JniFunctions_version(
    _: *mut jni_sys::JNIEnv,
    _: jni_sys::jclass,
) -> i32 {
    fastaccel_version()
}
