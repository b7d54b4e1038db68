#!/usr/bin/env bash
# Lighthouse and the Nu HTML checker, for test_reader_tools.py: `bash tests/browser/install_tools.sh FOLDER`, then
# STATUARY_WEB_TOOLS=FOLDER. They need npm (Node.js 22.19 or newer for Lighthouse) and Java.
set -euo pipefail

folder=${1:?a folder to install into}
mkdir -p "$folder"
npm install --prefix "$folder" --no-audit --no-fund --no-package-lock --silent lighthouse@13.5.0 vnu-jar@26.9.27
