#!/usr/bin/env bash
# Every check of the project: installs what the checks need, runs the gates, then the tests.
#   bash packaging/test.sh [--long] [pytest arguments]
# --long adds the tests marked long, a longer search by hypothesis, and a mutation run over the clocks and alert rules.
# Ends with pytest's own summary; exit status 0 only if the gates and the tests all passed.
set -uo pipefail
# shellcheck source=packaging/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
cd "$ROOT" || exit 1

TEST_PACKAGES=(
  xvfb openbox trayer wmctrl xdotool x11-utils imagemagick dbus dbus-x11 pulseaudio sox libsox-fmt-base util-linux procps
)
LONG_PACKAGES=(libreoffice-calc)
TEST_USER=jiesu-test

long=
if [[ ${1:-} == --long ]]; then
  long=yes
  shift
fi

heading() { printf '\n==== %s\n' "$*"; }

prepare() {
  local packages
  # shellcheck disable=SC2207 # words, each a package
  packages=($(python_packages) "${DESK_PACKAGES[@]}" "${TEST_PACKAGES[@]}")
  [[ -z $long ]] || packages+=("${LONG_PACKAGES[@]}")
  if ! compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; then
    # The tests start a PostgreSQL of their own: Debian need not set up one for the machine.
    as_root mkdir -p /etc/postgresql-common/createcluster.d &&
      echo 'create_main_cluster = false' |
      as_root tee /etc/postgresql-common/createcluster.d/jiesu-test.conf >/dev/null
    packages+=('postgresql-15|postgresql')
  fi
  check_machine || return 1
  if ! need_packages "${packages[@]}"; then
    say "提示：系统软件包不齐，需要它们的测试将跳过并说明原因。"
    unset JIESU_REQUIRE_ALL
  fi
  is_stamped requirements-dev.lock || with_lock install_lock requirements-dev.lock || return 1
  # PostgreSQL refuses to run as root.
  if [[ $EUID -eq 0 ]] && ! getent passwd "$TEST_USER" >/dev/null; then
    useradd --system --no-create-home --shell /usr/sbin/nologin "$TEST_USER"
  fi
}

# Gates run side by side, their words are shown one after another.
names=() pids=()
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

gate() { # name command...
  local name="$1"
  shift
  (
    start=$EPOCHREALTIME
    "$@" >"$work/${#names[@]}.out" 2>&1
    status=$?
    printf '%.1f' "$(awk "BEGIN{print $EPOCHREALTIME-$start}")" >"$work/${#names[@]}.seconds"
    exit $status
  ) &
  names+=("$name")
  pids+=($!)
}

run_gates() {
  local bin="$VENV/bin" failed=0 i
  # Without its cache: mypy has been seen to go on missing a module that was added since.
  gate "mypy --strict" "$bin/mypy" --cache-dir=/dev/null
  gate "ruff check" "$bin/ruff" check .
  gate "ruff format --check" "$bin/ruff" format --check .
  gate "import-linter" "$bin/lint-imports"
  gate "build_forms.py --check" "$bin/python" packaging/build_forms.py --check
  for i in "${!names[@]}"; do
    if wait "${pids[$i]}"; then
      heading "${names[$i]}: 通过 ($(cat "$work/$i.seconds") s)"
      tail -n 1 "$work/$i.out"
    else
      heading "${names[$i]}: 失败 ($(cat "$work/$i.seconds") s)"
      cat "$work/$i.out"
      failed=1
    fi
  done
  return $failed
}

# Mutants that no test noticed are named with the line they changed: each asks for a test, or is another way to say the same.
mutate() {
  local survivors name
  heading "mutmut: 时限与提醒规则"
  rm -rf mutants
  HYPOTHESIS_PROFILE=mutants "$VENV/bin/mutmut" run --max-children "$(nproc)" >"$work/mutmut.out" 2>&1 ||
    tail -n 40 "$work/mutmut.out"
  tr '\r' '\n' <"$work/mutmut.out" | grep -aoE '[0-9]+/[0-9]+ .*' | tail -n 1
  survivors="$("$VENV/bin/mutmut" results 2>/dev/null | sed -n 's/^ *\(.*\): \(survived\|no tests\|suspicious\)$/\1/p')"
  heading "mutmut: 未被测试发现的改动 $(grep -c . <<<"$survivors")"
  for name in $survivors; do
    printf '%s\n' "$name"
    "$VENV/bin/mutmut" show "$name" 2>/dev/null | grep -E '^[-+] ' | sed 's/^/    /'
  done
}

run_pytest() {
  # One worker more than processors: the desk's tests mostly wait. Four are enough for the memory of a small machine.
  local workers=$(($(nproc) + 1))
  local arguments=(-n "$((workers < 4 ? workers : 4))" --dist loadgroup --cov --cov-report=term --durations=10)
  local limit=50m
  # A worker that died is not replaced: pytest-xdist 3.8 then waits for ever for what it had been given (reproduced). So the
  # run ends at once, naming the test; the worker's last words, with the stack, stand above.
  arguments+=(--max-worker-restart 0)
  if [[ -n $long ]]; then
    arguments+=(-m "long or not long" --timeout 3600 -o faulthandler_timeout=4000)
    limit=5h
  fi
  heading "pytest"
  # Whatever else may hang: what was found by then is shown.
  timeout --foreground --signal=INT --kill-after=2m "$limit" "$VENV/bin/python" -m pytest "${arguments[@]}" "$@"
  local status=$?
  [[ $status -ne 124 && $status -ne 137 ]] || heading "pytest 超过 $limit 仍未结束，已中止"
  return $status
}

export LC_ALL=C.UTF-8 PYTHONUTF8=1 JIESU_REQUIRE_ALL=1
heading "准备"
prepare || exit 1
gates=0
run_gates || gates=1
if [[ -n $long ]]; then
  export HYPOTHESIS_PROFILE=long
  mutate
fi
[[ $gates -eq 0 ]] || heading "上面有检查未通过，整体结果将为失败"
run_pytest "$@"
tests=$?
exit $((gates || tests))
