#!/bin/sh
# The servers of today for the tests, MySQL 9 and RabbitMQ 4, beside those that this machine's Debian has: packages of
# Debian's newest suite, unpacked into a folder of the user's cache. Nothing is installed, and nothing of this machine is
# changed: what is run gets the unpacked /usr in the place of the machine's, in a mount namespace of its own, which ends
# with it. All else (files, ports, process ids) is this machine's.
#
#   servers-of-today.sh provide          downloads what is missing or older than a month (130 MB; 550 MB on disk);
#                                        exit code 1 and one loud line where nothing is there and nothing to be had
#   servers-of-today.sh run PROGRAM ...  becomes that program
#   servers-of-today.sh mysql FOLDER ... becomes a MySQL on this machine's loopback address with its data in that folder,
#                                        made when missing (root has no password), and with these options besides
#   servers-of-today.sh versions         says what is there
#
# EMS_TODAY_SUITE names another suite of Debian (default: sid), EMS_TODAY_CACHE another folder.
set -eu

suite=${EMS_TODAY_SUITE:-sid}
# BEWARE: not by $HOME, which RabbitMQ's nodes get each their own of.
cache=${EMS_TODAY_CACHE:-$(getent passwd "$(id -u)" | cut -d: -f6)/.cache/ems/servers-of-today}
there=$cache/$suite
work=$cache/$suite.new
servers="mysql-server-core mysql-client-core rabbitmq-server"
# What RabbitMQ's scripts call.
tools="dash coreutils sed grep hostname"
days=30

# An apt that knows this one suite and no installed package, so that it brings all that the servers need.
apt() {
    program=$1
    shift
    "$program" -q -o Dir::State="$work/state" -o Dir::State::status="$work/status" -o Dir::Cache="$work/cache" \
        -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
        -o APT::Sandbox::User=root -o APT::Install-Recommends=false "$@"
}

# Into the folder beside, so that what is there stays whole. The mirror is the one that this machine has its Debian from.
fetch() {
    rm -rf "$work"
    mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$work/root"
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m 1 '/debian/\{0,1\}$')
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" > "$work/sources.list"
    : > "$work/status"
    apt apt-get --error-on=any update
    # Not every suite has MySQL.
    wanted=$(for package in $servers; do apt apt-cache search --names-only "^$package\$" | cut -d' ' -f1; done)
    # shellcheck disable=SC2086 # lists
    apt apt-get --yes --download-only install $wanted $tools
    for package in "$work"/cache/archives/*.deb; do
        dpkg-deb --extract "$package" "$work/root"
    done
    rm -rf "$work/root/usr/share/doc" "$work/root/usr/share/man" "$work/root/usr/share/locale"
    for package in $wanted; do
        apt apt-cache show --no-all-versions "$package" | sed -n 's/^Package: //p; s/^Version: //p' | paste -s -d ' '
    done > "$work/root/provided"
    rm -rf "$there"
    mv "$work/root" "$there"
    rm -rf "$work"
}

provide() {
    mkdir -p "$cache"
    # One at a time; the others find it there.
    exec 9> "$cache/lock"
    flock 9
    [ -z "$(find "$there/provided" -mtime -$days 2> /dev/null)" ] || return 0
    echo "Fetching MySQL 9 and RabbitMQ 4 of Debian's suite $suite for the tests ..." >&2
    if "$0" fetch > "$cache/log" 2>&1 9>&-; then return 0; fi
    reason=$(grep -v '^ *$' "$cache/log" | tail -n 1)
    if [ -f "$there/provided" ]; then
        printf '*** NOT RENEWED: MySQL 9 and RabbitMQ 4 are those of %s: %s ***\n' \
            "$(date -r "$there/provided" +%F)" "$reason" >&2
        return 0
    fi
    printf '\n*** NOT PROVIDED: MySQL 9 and RabbitMQ 4 of Debian suite %s: %s ***\n\n' "$suite" "$reason" >&2
    exit 1
}

run() {
    # Who may not mount here may in a namespace of users, where he is himself, too.
    [ "$(id -u)" = 0 ] && user= || user="--map-current-user --keep-caps"
    # shellcheck disable=SC2016,SC2086 # the inner shell's variables; two options
    exec unshare $user --mount -- /bin/sh -c 'mount --bind "$0/usr" /usr && exec "$@"' "$there" "$@"
}

mysql() {
    data=$1
    shift
    [ -d "$data/mysql" ] || "$0" run mysqld --no-defaults --initialize-insecure --datadir="$data" --user="$(id -un)"
    # Its own files only, in its folder: neither the sockets of the machine nor its settings.
    run mysqld --no-defaults --datadir="$data" --user="$(id -un)" --bind-address=127.0.0.1 --mysqlx=OFF \
        --secure-file-priv=NULL --socket=mysqld.sock --pid-file=mysqld.pid "$@"
}

command=${1:-}
[ $# -eq 0 ] || shift
case $command in
    provide) provide ;;
    fetch) fetch ;;
    run) run "$@" ;;
    mysql) mysql "$@" ;;
    versions) cat "$there/provided" ;;
    *)
        sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2
        exit 2
        ;;
esac
