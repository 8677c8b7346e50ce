//! Link options of the packed library.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_LIBRARY").is_none() {
        return;
    }
    let target = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if target == "linux" {
        // No library at all, neither by name nor by symbol: what is undefined fails the link.
        for argument in ["-nostdlib", "-Wl,-z,defs", "-Wl,-z,relro,-z,now"] {
            println!("cargo::rustc-cdylib-link-arg={argument}");
        }
    }
}
