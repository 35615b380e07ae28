#!/usr/bin/env bash
# ./ems test: provides what the full suite needs, says loudly what it could not get, and runs the build with all tests.
# With --servers today, the tests that want a real database or RabbitMQ have MySQL 9 and RabbitMQ 4, the unit tests MySQL 9.
set -euo pipefail
cd "$(dirname "$0")/.."

today=no
if [ "${1:-}" = --servers ]; then
    if [ "${2:-}" != today ]; then
        echo "ems test: the only other servers are: --servers today" >&2
        exit 2
    fi
    today=yes
    shift 2
fi

# Binaries and the Debian packages that bring them.
declare -A package_of=(
    [rabbitmq-server]=rabbitmq-server
    [mariadbd]=mariadb-server
    [chromium]=chromium
    [chromedriver]=chromium-driver
    [haproxy]=haproxy
)
declare -A test_of=(
    [rabbitmq-server]="the tests on a real RabbitMQ"
    [mariadbd]="the tests on a real MariaDB"
    [chromium]="the tests in a browser"
    [chromedriver]="the tests in a browser"
    [haproxy]="the loss of a node behind a proxy"
)

is_there() {
    PATH="$PATH:/usr/sbin:/usr/lib/rabbitmq/bin" command -v "$1" >/dev/null 2>&1
}

# Says what went wrong and goes on: the tests that cannot run are named below.
install() {
    echo "Installing $* for the full suite ..."
    local log policy=/usr/sbin/policy-rc.d made_policy=no
    # The packages' own services must not start: the tests start servers of their own.
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' > "$policy"
        chmod +x "$policy"
        made_policy=yes
    fi
    log=$(mktemp)
    export DEBIAN_FRONTEND=noninteractive
    if ! { apt-get update -q && apt-get install -y -q --no-install-recommends "$@"; } > "$log" 2>&1; then
        echo "apt-get could not install them:"
        tail -n 5 "$log"
    fi
    rm -f "$log"
    if [ "$made_policy" = yes ]; then rm -f "$policy"; fi
}

packages=()
for binary in "${!package_of[@]}"; do
    is_there "$binary" || packages+=("${package_of[$binary]}")
done

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    [ ${#packages[@]} -eq 0 ] || install "${packages[@]}"
    # The same browser without what draws windows, for less of the processor. Together with its driver, which takes no
    # browser of another version; by itself, because a distribution may have the browser and not this.
    is_there chromium-headless-shell || install chromium-headless-shell chromium chromium-driver
fi

for binary in "${!package_of[@]}"; do
    if ! is_there "$binary"; then
        echo "!!! NOT RUN: ${test_of[$binary]}: '$binary' is missing (Debian package ${package_of[$binary]})"
    fi
done

arguments=()
# Where they are not to be had, the script has said so, and the tests run with the servers that there are.
if [ "$today" = yes ] && payara-config/servers-of-today.sh provide; then
    payara-config/servers-of-today.sh versions
    arguments=(-Dtests.servers=today)
fi

# shellcheck disable=SC2086 # several arguments are meant
# Without what an earlier build left: a class whose source has moved would be tested and deployed beside its successor.
# Two modules at a time: mostly one waits for servers.
exec mvn -B -ntp -T 2 ${EMS_MAVEN_ARGS:-} clean verify "${arguments[@]}" "$@"
