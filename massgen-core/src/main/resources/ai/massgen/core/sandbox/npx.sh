# Installs a package of npm below /opt/mcp, writes the programs that start its commands, says so, and waits.
# Arguments: name, version, how many bytes of certificates come first on stdin.
set -eu
umask 022
root=/opt/mcp
work=$root/.build
# Podman gives a root that its owner cannot write either. Where that cannot be changed, what follows says so.
chmod u+w / 2>/dev/null || true
mkdir -p "$work/tmp" "$root/bin"
cd "$root"
export TMPDIR="$work/tmp" npm_config_update_notifier=false npm_config_logs_max=0
export npm_config_cache="${npm_config_cache:-$work/npm}"
if [ "$3" -gt 0 ]; then
  head -c "$3" >"$work/ca.pem"
  export NODE_EXTRA_CA_CERTS="$work/ca.pem"
fi
npm install --prefix "$root" --ignore-scripts --no-audit --no-fund --omit=dev --save-exact --loglevel=error "$1@$2" >&2
cat >"$work/launch.js" <<'JS'
const fs = require('fs');
const path = require('path');
const [name, root] = process.argv.slice(2);
const folder = path.join(root, 'node_modules', name);
const about = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
const own = name.split('/').pop();
const bins = typeof about.bin === 'string' ? { [own]: about.bin } : about.bin || {};
const names = Object.keys(bins).filter((each) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(each)).sort();
const quoted = (text) => "'" + text.replace(/'/g, "'\\''") + "'";
const write = (file, line) => fs.writeFileSync(path.join(root, file), '#!/bin/sh\n' + line + '\n', { mode: 0o755 });
const start = (bin) => {
  const file = path.join(folder, bins[bin]);
  const first = fs.readFileSync(file, 'latin1').slice(0, 200).split('\n')[0];
  const script = /\.[cm]?js$/.test(file) || /^#!.*node/.test(first);
  return 'exec ' + (script ? 'node ' : '') + quoted(file) + ' "$@"';
};
for (const bin of names) write('bin/' + bin, start(bin));
const main = names.length === 1 ? names[0] : names.find((each) => each === own);
const none = names.length === 0
  ? name + ' has no command; set command'
  : name + ' has the commands ' + names.join(', ') + '; set command to one of them, such as /opt/mcp/bin/' + names[0];
write('run', main ? start(main) : 'echo ' + quoted(none) + ' >&2; exit 78');
JS
node "$work/launch.js" "$1" "$root" >&2
rm -rf "$work"
chmod -R a+rX "$root"
echo built
read -r wait || true
