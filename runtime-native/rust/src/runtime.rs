//! What a library without the standard library must have.

/// A panic inside someone else's JVM would end it, so none may exist: this handler calls a function
/// that nobody defines, and the link fails unless the compiler has removed every way to get here.
/// Only linkers for Linux leave out what is not called, so the proof is made there, for the same code.
#[cfg(all(not(debug_assertions), target_os = "linux"))]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    unsafe extern "C" {
        fn fastaccel_a_panic_is_reachable() -> !;
    }
    // SAFETY: never linked.
    unsafe { fastaccel_a_panic_is_reachable() }
}

#[cfg(any(debug_assertions, not(target_os = "linux")))]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {
        core::hint::spin_loop();
    }
}

/// The core library's unwind tables name it. Nothing unwinds, so it is never called.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}

/// The compiler calls these for copies of a few bytes: the last ones of a text. Volatile accesses,
/// so that it does not make a call to the function itself out of its loop.
mod memory {
    #[unsafe(no_mangle)]
    unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, length: usize) -> *mut u8 {
        let mut i = 0;
        // SAFETY: the caller guarantees both ranges.
        unsafe {
            while length - i >= 8 {
                let word = from.add(i).cast::<[u8; 8]>().read_volatile();
                to.add(i).cast::<[u8; 8]>().write_volatile(word);
                i += 8;
            }
            while i < length {
                to.add(i).write_volatile(from.add(i).read_volatile());
                i += 1;
            }
        }
        to
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn memset(to: *mut u8, value: i32, length: usize) -> *mut u8 {
        let mut i = 0;
        // SAFETY: the caller guarantees the range.
        unsafe {
            while length - i >= 8 {
                to.add(i).cast::<[u8; 8]>().write_volatile([value as u8; 8]);
                i += 8;
            }
            while i < length {
                to.add(i).write_volatile(value as u8);
                i += 1;
            }
        }
        to
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn memcmp(one: *const u8, other: *const u8, length: usize) -> i32 {
        let mut i = 0;
        // SAFETY: the caller guarantees both ranges.
        unsafe {
            while i < length {
                let (a, b) = (one.add(i).read_volatile(), other.add(i).read_volatile());
                if a != b {
                    return a as i32 - b as i32;
                }
                i += 1;
            }
        }
        0
    }
}
