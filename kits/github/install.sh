#!/usr/bin/env bash
# Puts a release of vmspec on the path of the steps that follow. One that is there already is kept.
#
# VMSPEC_VERSION   the release, such as 0.1.0
# VMSPEC_RELEASES  where releases are; a mirror, or a folder in tests
set -euo pipefail

if command -v vmspec >/dev/null; then
  echo "using $(command -v vmspec), $(vmspec --version)"
  exit 0
fi

case "${RUNNER_OS:-$(uname -s)}-${RUNNER_ARCH:-$(uname -m)}" in
  Linux-X64 | Linux-x86_64) target=x86_64-unknown-linux-musl ;;
  Linux-ARM64 | Linux-aarch64) target=aarch64-unknown-linux-musl ;;
  macOS-X64 | Darwin-x86_64) target=x86_64-apple-darwin ;;
  macOS-ARM64 | Darwin-arm64) target=aarch64-apple-darwin ;;
  Windows-X64) target=x86_64-pc-windows-msvc ;;
  *)
    echo "::error title=vmspec::there is no release for ${RUNNER_OS:-$(uname -s)} on ${RUNNER_ARCH:-$(uname -m)}"
    exit 1
    ;;
esac

releases=${VMSPEC_RELEASES:-https://github.com/vmspec/vmspec/releases/download}
name=vmspec-$target
folder=${RUNNER_TEMP:?}/vmspec-$VMSPEC_VERSION
mkdir -p "$folder"
cd "$folder"
for file in "$name.tar.gz" "$name.tar.gz.sha256"; do
  curl --fail --silent --show-error --location --retry 3 --output "$file" "$releases/v$VMSPEC_VERSION/$file"
done
# macOS has no sha256sum.
if command -v sha256sum >/dev/null; then
  sha256sum --check --quiet "$name.tar.gz.sha256"
else
  shasum -a 256 --check --quiet "$name.tar.gz.sha256"
fi
tar -xzf "$name.tar.gz"
echo "$folder/$name" >>"${GITHUB_PATH:?}"
"$folder/$name/vmspec" --version
