#!/usr/bin/env bash
# Checks manifests in a workflow: annotations at the lines, the findings on the summary page, and a SARIF file.
# The arguments come from the environment, so that nothing in them is run as a command.
set -euo pipefail

sarif=${RUNNER_TEMP:?}/vmspec.sarif
markdown=$RUNNER_TEMP/vmspec.md
rm -f "$sarif" "$markdown"

# Paths and arguments are lists of words. No word is taken for a pattern.
set -f
# shellcheck disable=SC2206
words=(${VMSPEC_ARGS:-} --format github --output "sarif=$sarif" --output "markdown=$markdown")
if [[ -n ${VMSPEC_FAIL_ON:-} ]]; then
  words+=(--fail-on "$VMSPEC_FAIL_ON")
fi
# shellcheck disable=SC2206
words+=(-- ${VMSPEC_PATHS:-.})

code=0
vmspec check "${words[@]}" || code=$?

if [[ -f $sarif ]]; then
  echo "sarif-file=$sarif" >>"${GITHUB_OUTPUT:?}"
fi
if [[ ${VMSPEC_SUMMARY:-true} == true && -f $markdown && -n ${GITHUB_STEP_SUMMARY:-} ]]; then
  cat "$markdown" >>"$GITHUB_STEP_SUMMARY"
fi
exit "$code"
