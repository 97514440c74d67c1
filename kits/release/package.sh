#!/usr/bin/env bash
# Packs a binary as a release: the archive that the installers expect, with manual pages, completions and licences, and
# its checksum.
#
# usage: kits/release/package.sh TARGET BINARY FOLDER
# TARGET is what the binary was built for, FOLDER gets the archive. The binary must run here, unless VMSPEC_RUN names one
# that does: it writes the manual pages.
set -euo pipefail
target=$1 binary=$2 folder=$3
root=$(cd "$(dirname "$0")/../.." && pwd)
run=${VMSPEC_RUN:-$binary}

name=vmspec-$target
staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT
mkdir -p "$staging/$name/completions" "$folder"
cp "$binary" "$staging/$name/"
cp "$root/README.md" "$root/CHANGELOG.md" "$root/LICENSE-APACHE" "$root/LICENSE-MIT" "$staging/$name/"
"$run" man --output "$staging/$name/man/man1"
for shell in bash zsh fish elvish powershell; do
  "$run" completions "$shell" >"$staging/$name/completions/vmspec.$shell"
done

tar -czf "$folder/$name.tar.gz" -C "$staging" "$name"
cd "$folder"
if command -v sha256sum >/dev/null; then
  sha256sum "$name.tar.gz" >"$name.tar.gz.sha256"
else
  shasum -a 256 "$name.tar.gz" >"$name.tar.gz.sha256"
fi
