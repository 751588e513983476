# Sourced by run.sh and test.sh: what both do to a machine before they start. Messages are for the person at the desk,
# so in Chinese and on standard error; standard output belongs to the program.
# shellcheck shell=bash

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
VENV="$ROOT/.venv"

say() { printf '%s\n' "$*" >&2; }

# What the Qt wheels expect from the system (from ldd over their plugins on a bare Debian 12; without libxrandr2 the sound
# plugin does not load and says nothing), Chinese fonts, the Mandarin voice, and what tells of a loudspeaker that is muted
# or gone (pulseaudio-utils; it serves PipeWire too).
# "a|b" means either; Debian 13 and Ubuntu 24.04 renamed some.
DESK_PACKAGES=(
  libegl1 libgl1 libopengl0 libxkbcommon0 libxkbcommon-x11-0 libx11-xcb1 libxcb-cursor0 libxcb-glx0 libxcb-icccm4
  libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1
  libxcb-util1 libxcb-xfixes0 libxcb-xinerama0 libxcb-xkb1 libxrandr2 libwayland-client0 libwayland-cursor0
  libwayland-egl1 libva2 libva-drm2 libva-x11-2 libdbus-1-3 libfontconfig1 fontconfig libfreetype6 libpulse0
  libgssapi-krb5-2 libbrotli1 libzstd1 'libglib2.0-0t64|libglib2.0-0' 'libpipewire-0.3-0t64|libpipewire-0.3-0'
  libpipewire-0.3-common pulseaudio-utils fonts-noto-cjk espeak-ng libespeak-ng1
)

# Of "a|b" names, those of which nothing is installed, one per line. One dpkg-query for all: it is asked at every start.
missing_packages() { # name...
  local known name choice found
  known=" $(dpkg-query -W -f='${db:Status-Status}:${Package} ' 2>/dev/null | tr -d '\n')"
  for name in "$@"; do
    found=
    for choice in ${name//|/ }; do
      [[ $known == *" installed:$choice "* ]] && found=yes
    done
    [[ -n $found ]] || printf '%s\n' "$name"
  done
}

# Runs a command as root: directly, or by sudo. 1 where neither is possible.
as_root() {
  if [[ $EUID -eq 0 ]]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else return 1
  fi
}

# apt's own words are many and English: they are shown only when it fails.
apt_get() {
  local log status=0
  log="$(mktemp)"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1 </dev/null || status=$?
  [[ $status -eq 0 ]] || tail -n 30 "$log" >&2
  rm -f "$log"
  return $status
}

# The first of "a|b" this release knows.
choose_package() { # a|b
  local choice
  for choice in ${1//|/ }; do
    if [[ -n $(apt-cache policy "$choice" 2>/dev/null | grep -E 'Candidate: [^(]') ]]; then
      printf '%s\n' "$choice"
      return
    fi
  done
  printf '%s\n' "${1%%|*}"
}

# Installs those of the packages that are missing; 1 when that is not possible (then it has said what to do).
need_packages() { # name...
  local missing chosen=() name
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "提示：本机不是 Debian 系统，请自行确认已安装：$*"
    return 0
  fi
  missing="$(missing_packages "$@")"
  [[ -n $missing ]] || return 0
  if [[ $EUID -ne 0 ]] && ! command -v sudo >/dev/null; then
    say "缺少系统软件包，而当前用户不是 root，也没有 sudo。请让管理员执行："
    say "  apt-get update && apt-get install -y $(printf '%s\n' "$missing" | cut -d'|' -f1 | tr '\n' ' ')"
    return 1
  fi
  say "缺少一些系统软件包，正在更新软件源……"
  apt_get update || say "提示：软件源没有完全更新（原因见上），继续尝试安装。"
  while IFS= read -r name; do chosen+=("$(choose_package "$name")"); done <<<"$missing"
  say "正在安装（首次约需几分钟，视网速而定）：${chosen[*]}"
  if ! apt_get install -y --no-install-recommends "${chosen[@]}"; then
    say "系统软件包没有装上（原因见上）。请检查网络和软件源后重试，或手工执行："
    say "  sudo apt-get install ${chosen[*]}"
    return 1
  fi
}

python_is_fit() { # interpreter
  command -v "$1" >/dev/null &&
    "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null
}

find_python() {
  local name
  for name in python3.13 python3.12 python3.11 python3; do
    if python_is_fit "$name"; then
      printf '%s\n' "$name"
      return 0
    fi
  done
  return 1
}

# Which system packages make a .venv possible; nothing where one stands already or an interpreter is fit to make it.
python_packages() { venv_works || find_python >/dev/null || printf '%s\n' python3 python3-venv; }

# From PySide6 6.10 on, the aarch64 wheels need glibc 2.39.
check_machine() {
  local libc
  [[ $(uname -m) == aarch64 ]] || return 0
  libc="$(getconf GNU_LIBC_VERSION 2>/dev/null | cut -d' ' -f2)"
  if [[ -n $libc && $(printf '%s\n2.39\n' "$libc" | sort -V | head -n 1) != 2.39 ]]; then
    say "本机是 ARM（aarch64）、glibc $libc；图形库 PySide6 在 ARM 上要求 glibc 2.39 以上。"
    say "请使用 Debian 13、Ubuntu 24.04 或更新的系统（x86-64 的 Debian 12 不受影响）。"
    return 1
  fi
}

venv_works() { "$VENV/bin/python" -c 'import pip' 2>/dev/null; }

make_venv() {
  local python
  venv_works && return 0
  if ! python="$(find_python)"; then
    say "找不到 Python 3.11 至 3.14（本机：$(python3 --version 2>&1)）。请使用 Debian 12 或更新的系统。"
    return 1
  fi
  if [[ ! -w $ROOT ]]; then
    say "当前用户不能写入 $ROOT，无法在其中建立 .venv。请把本目录复制到自己的主目录再运行，或请管理员先运行一次。"
    return 1
  fi
  say "正在创建虚拟环境 .venv（$("$python" --version)）……"
  rm -rf "$VENV"
  "$python" -m venv "$VENV" >&2
}

lock_stamp() { # lock file
  cat "$ROOT/packaging/$1" "$ROOT/pyproject.toml" | sha256sum | cut -d' ' -f1
}

is_stamped() { # lock file
  # The path is part of it: a checkout that was moved or copied points to the old place.
  [[ -x $VENV/bin/python && "$(cat "$VENV/.stamp-$1" 2>/dev/null)" == "$(lock_stamp "$1") $ROOT" ]]
}

stamp() { # lock file
  printf '%s %s\n' "$(lock_stamp "$1")" "$ROOT" >"$VENV/.stamp-$1"
}

# Brings .venv to the versions of a lock file; does nothing when that has been done. The lock of the tests holds
# everything the lock of the program holds. A lock is whole, so pip resolves nothing: asked to, it took "coverage[toml]" for
# a wish of its own and refused the lock on the day a newer coverage came out.
install_lock() { # lock file
  local pip=("$VENV/bin/python" -m pip --disable-pip-version-check --quiet)
  is_stamped "$1" && return 0
  make_venv || return 1
  say "正在安装锁定版本的 Python 组件（首次约需几分钟，视网速而定）……"
  "${pip[@]}" install --no-deps --require-hashes --only-binary :all: -r "$ROOT/packaging/$1" >&2 &&
    "${pip[@]}" install --no-deps --no-build-isolation -e "$ROOT" >&2 && "${pip[@]}" check >&2 || {
    say "Python 组件没有装上（原因见上）。请检查网络后重试。"
    return 1
  }
  stamp "$1"
  [[ $1 == requirements.lock ]] || stamp requirements.lock
}

# One at a time: two starts must not build the same .venv.
with_lock() { # command...
  if [[ -w $ROOT ]]; then
    exec 9>"$ROOT/.venv.lock"
    flock 9 || true
  fi
  "$@"
  local status=$?
  exec 9>&- || true
  return $status
}
