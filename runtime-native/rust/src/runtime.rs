//! What a library without the standard library must have.

/// A panic inside someone else's JVM would end it, so none may exist: this handler calls a function
/// that nobody defines, and the link fails unless the compiler has removed every way to get here.
#[cfg(not(debug_assertions))]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    unsafe extern "C" {
        fn fastaccel_a_panic_is_reachable() -> !;
    }
    // SAFETY: never linked.
    unsafe { fastaccel_a_panic_is_reachable() }
}

#[cfg(debug_assertions)]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {
        core::hint::spin_loop();
    }
}

/// The core library's unwind tables name it. Nothing unwinds, so it is never called.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}
