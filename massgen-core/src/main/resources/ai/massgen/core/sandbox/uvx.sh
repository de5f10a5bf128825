# Installs a package of PyPI below /opt/mcp, writes the programs that start its commands, says so, and waits.
# Arguments: name, version, how many bytes of certificates come first on stdin.
set -eu
umask 022
root=/opt/mcp
work=$root/.build
# Podman gives a root that its owner cannot write either. Where that cannot be changed, what follows says so.
chmod u+w / 2>/dev/null || true
mkdir -p "$work/tmp" "$root/bin" "$root/scripts" "$root/site"
cd "$root"
export TMPDIR="$work/tmp" PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore PIP_NO_INPUT=1
if [ "$3" -gt 0 ]; then
  head -c "$3" >"$work/ca.pem"
  export PIP_CERT="$work/ca.pem" SSL_CERT_FILE="$work/ca.pem"
fi
python3 -m pip install --no-cache-dir --only-binary=:all: --no-warn-script-location --quiet --target "$root/site" "$1==$2" >&2
cat >"$work/launch.py" <<'PY'
import os, re, sys
from importlib.metadata import distributions

name, root = sys.argv[1:]
site = root + "/site"


def plain(text):
    return re.sub(r"[-_.]+", "-", text).lower()


def write(file, text, mode):
    with open(root + "/" + file, "w") as out:
        out.write(text)
    os.chmod(root + "/" + file, mode)


found = [each for each in distributions(path=[site]) if plain(each.metadata["Name"]) == plain(name)]
points = {}
for point in found[0].entry_points if found else []:
    match = re.fullmatch(r"([A-Za-z_][\w.]*):([A-Za-z_][\w.]*)(\s*\[.*\])?", point.value.strip())
    if point.group == "console_scripts" and match and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", point.name):
        points[point.name] = match.group(1), match.group(2)
for each, (module, function) in points.items():
    # Not the folder that it is started in: others may write there.
    lines = ["import sys", "sys.path[0] = %r" % site, "sys.argv[0] = %r" % each, "import importlib",
             "import operator", "main = operator.attrgetter(%r)(importlib.import_module(%r))" % (function, module),
             "sys.exit(main())", ""]
    write("scripts/" + each + ".py", "\n".join(lines), 0o644)
    write("bin/" + each, "#!/bin/sh\nexec python3 %s/scripts/%s.py \"$@\"\n" % (root, each), 0o755)
names = sorted(points)
main = names[0] if len(names) == 1 else next((each for each in names if plain(each) == plain(name)), None)
if main:
    line = "exec %s/bin/%s \"$@\"" % (root, main)
elif names:
    line = "echo '%s has the commands %s; set command to one of them, such as /opt/mcp/bin/%s' >&2; exit 78" % (
        name, ", ".join(names), names[0])
else:
    line = "echo '%s has no command; set command' >&2; exit 78" % name
write("run", "#!/bin/sh\n" + line + "\n", 0o755)
PY
PYTHONPATH= python3 "$work/launch.py" "$1" "$root" >&2
rm -rf "$work"
chmod -R a+rX "$root"
echo built
read -r wait || true
