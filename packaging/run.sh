#!/usr/bin/env bash
# Start the duty desk on a Debian-family machine, installing what is missing first.
#   bash packaging/run.sh            opens the desk on the user's own data
#   bash packaging/run.sh demo       opens it on an invented night
#   bash packaging/run.sh COMMAND …  any other command of jiesu-desktop; those need no display
set -uo pipefail
# shellcheck source=packaging/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"

# Does this command line open a window?
opens_window() {
  while (($#)); do
    case "$1" in
      --data-dir | --db | --as) shift ;;
      -h | --help | --version) return 1 ;;
      -*) ;;
      demo)
        [[ " $* " != *" --help "* && " $* " != *" -h "* ]]
        return
        ;;
      *) return 1 ;;
    esac
    shift || return 0
  done
  return 0
}

has_display() { [[ -n ${DISPLAY:-} || -n ${WAYLAND_DISPLAY:-} || -n ${QT_QPA_PLATFORM:-} ]]; }

# DISPLAY may name a screen that is gone or closed to us; Qt would abort in English.
display_answers() {
  [[ -z ${DISPLAY:-} || -n ${WAYLAND_DISPLAY:-} || -n ${QT_QPA_PLATFORM:-} ]] && return 0
  "$VENV/bin/python" -I -S -c '
import ctypes, sys
xcb = ctypes.CDLL("libxcb.so.1")
xcb.xcb_connect.restype = ctypes.c_void_p
xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
sys.exit(xcb.xcb_connection_has_error(xcb.xcb_connect(None, None)) != 0)'
}

explain_display() {
  say "没有图形显示，无法打开值班台窗口。可以这样做："
  say "  · 在本机的图形桌面中登录后，在桌面的终端里运行本命令；"
  say "  · 远程登录时用 ssh -X 用户@主机，再运行本命令；"
  say "  · 只想试运行：sudo apt-get install xvfb xauth，然后 xvfb-run -a bash packaging/run.sh ${*:-}"
  say "不需要窗口的命令（import、export、clocks、doctor 等）没有显示也能运行。"
}

main() {
  local window=
  opens_window "$@" && window=yes
  if [[ -n $window ]] && ! has_display; then
    explain_display "$@"
    exit 1
  fi
  check_machine || exit 1
  # shellcheck disable=SC2046 # words, each a package
  if ! need_packages $(is_stamped requirements.lock || python_packages) "${DESK_PACKAGES[@]}"; then
    [[ -z $window ]] || exit 1
    say "提示：本命令不需要窗口，继续运行。"
  fi
  is_stamped requirements.lock || with_lock install_lock requirements.lock || exit 1
  if [[ -n $window ]] && ! display_answers; then
    say "图形显示 $DISPLAY 连接不上。"
    explain_display "$@"
    exit 1
  fi
  exec "$VENV/bin/python" -m jiesu_desktop "$@"
}

# Sourced by its tests, it only defines.
[[ ${BASH_SOURCE[0]} != "$0" ]] || main "$@"
