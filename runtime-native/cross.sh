#!/usr/bin/env bash
# Builds the native library for every platform that this machine can build for, and lays each where the
# next `mvn package` takes it from. What is missing is said and left out.
#
#   runtime-native/cross.sh            all platforms
#   runtime-native/cross.sh windows-x86_64 linux-aarch64
set -euo pipefail
cd "$(dirname "$0")"

command -v rustup >/dev/null || { echo "cross.sh: needs rustup, for the libraries of other targets" >&2; exit 1; }

# The libraries have no standard library and call no system's: a linker is all that is needed. Those
# for macOS are signed ad hoc by it, as processors of Apple's demand.
platforms=(
  'linux-x86_64   x86_64-unknown-linux-gnu  cc                      libfastaccel.so'
  'linux-aarch64  aarch64-unknown-linux-gnu aarch64-linux-gnu-gcc   libfastaccel.so'
  'macos-x86_64   x86_64-apple-darwin       rust-lld                libfastaccel.dylib'
  'macos-aarch64  aarch64-apple-darwin      rust-lld                libfastaccel.dylib'
  'windows-x86_64 x86_64-pc-windows-gnu     x86_64-w64-mingw32-gcc  fastaccel.dll'
)

built=0
for line in "${platforms[@]}"; do
  read -r platform target linker file <<<"$line"
  if [ $# -gt 0 ] && [[ " $* " != *" $platform "* ]]; then
    continue
  fi
  if [ "$linker" != rust-lld ] && ! command -v "$linker" >/dev/null; then
    echo "skipped: $platform, there is no $linker"
    continue
  fi
  if ! rustup target list --installed | grep -qx "$target" && ! rustup --quiet target add "$target" 2>/dev/null; then
    echo "skipped: $platform, rustup cannot get the target $target"
    continue
  fi
  mkdir -p target
  variable="CARGO_TARGET_$(tr 'a-z-' 'A-Z_' <<<"$target")_LINKER"
  # A Mac's SDK is looked for and not needed.
  if ! (cd rust && env "$variable=$linker" CARGO_TARGET_DIR=../target/cross \
      cargo build --release --locked --quiet --lib --features library --target "$target" 2>../target/cross.log); then
    echo "failed: $platform" >&2
    cat target/cross.log >&2
    exit 1
  fi
  mkdir -p "libraries/$platform"
  cp "target/cross/$target/release/$file" "libraries/$platform/"
  echo "built: $platform, $(wc -c <"libraries/$platform/$file") bytes"
  built=$((built + 1))
done
echo "$built libraries in runtime-native/libraries"
