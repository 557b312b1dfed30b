# Sourced by the scripts beside it, with $root set: what they need before they can run.
# POSIX sh.

fail() {
    printf 'diorama: %s\n' "$*" >&2
    exit 2
}

# System packages by their Debian names, installed where that is allowed.
install_packages() {
    command -v apt-get >/dev/null 2>&1 ||
        fail "missing on this system (Debian's names): $*; install them and run this again"
    if [ "$(id -u)" -eq 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        as_root=sudo
    else
        fail "missing system packages; install them with: apt-get install $*"
    fi
    printf 'diorama: installing %s\n' "$*" >&2
    log=$(mktemp)
    if ! {
        $as_root apt-get update &&
            $as_root env DEBIAN_FRONTEND=noninteractive \
                apt-get install -y --no-install-recommends "$@"
    } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        fail "apt-get could not install $*"
    fi
    rm -f "$log"
}

# The compiler and the libraries that the package builds against.
need_tools() {
    command -v swift >/dev/null 2>&1 ||
        fail "swift is not on the PATH; install Swift 6.2 or later from https://swift.org/install"
    missing=
    command -v pkg-config >/dev/null 2>&1 || missing="$missing pkg-config"
    pkg-config --exists sqlite3 2>/dev/null || missing="$missing libsqlite3-dev"
    pkg-config --exists zlib 2>/dev/null || missing="$missing zlib1g-dev"
    pkg-config --exists libzstd 2>/dev/null || missing="$missing libzstd-dev"
    pkg-config --exists libxml-2.0 2>/dev/null || missing="$missing libxml2-dev"
    # The list is ours and its words are package names: splitting is meant.
    # shellcheck disable=SC2086
    [ -z "$missing" ] || install_packages $missing
}

# The base tree of os, where boxes can be had; everything else works without it.
# Takes the built command.
need_boxes() {
    if ! command -v mmdebstrap >/dev/null 2>&1 || ! command -v newuidmap >/dev/null 2>&1; then
        (install_packages mmdebstrap uidmap) || return 0
    fi
    "$1" setup os >/dev/null || printf 'diorama: os is left out (see above)\n' >&2
}

# Builds an executable in release mode, if any source is newer than the last build of it.
build() {
    product=$1
    stamp=$root/.build/$product.built
    if [ -x "$root/.build/release/$product" ] && [ -e "$stamp" ] &&
        [ -z "$(find "$root/Package.swift" "$root/Sources" -newer "$stamp" | head -n 1)" ]; then
        return
    fi
    need_tools
    mkdir -p "$root/.build"
    # The stamp has the time before the build, so that an edit during the build counts as newer.
    : >"$stamp.new"
    if [ -t 2 ]; then
        swift build --package-path "$root" -c release --product "$product" >&2 ||
            fail "the build failed (see above)"
    else
        log=$(mktemp)
        if ! swift build --package-path "$root" -c release --product "$product" >"$log" 2>&1; then
            cat "$log" >&2
            rm -f "$log"
            fail "the build failed (see above)"
        fi
        rm -f "$log"
    fi
    mv "$stamp.new" "$stamp"
}
