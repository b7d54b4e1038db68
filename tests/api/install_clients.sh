#!/usr/bin/env bash
# Real clients of Atlassian Statuspage's API, for test_clients.py: `bash tests/api/install_clients.sh FOLDER`, then
# STATUARY_CLIENTS=FOLDER. The Python ones need a virtual environment of their own: statuscheck wants Click 7.
# Without npm only those are installed.
set -euo pipefail

folder=${1:?a folder to install into}
mkdir -p "$folder"
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q statuspage-prometheus-exporter==2.6.0 statuscheck==3.11.0
if command -v npm >/dev/null; then
  npm install --prefix "$folder" --no-audit --no-fund --no-package-lock --silent \
    statuspage.io@3.3.8 @statuspage/status-widget@1.0.5
else
  echo "npm is not here: clients in JavaScript are left out"
fi
