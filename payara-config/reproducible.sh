#!/bin/sh
# Builds what is committed twice, at two places, and says whether the archives are the same to the byte.
# EMS_MAVEN_ARGS goes to Maven.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
commit=$(git -C "$root" rev-parse HEAD)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

archives="ems-ear/target/ems.ear ems-web/target/ems.war payara-config/rabbitmq-rar/target/rabbitmq.rar
simulator/target/simulator.jar payara-config/launcher/target/launcher.jar"

for place in first "second place/further down"; do
    mkdir -p "$work/$place"
    git -C "$root" archive "$commit" | tar -x -C "$work/$place"
    # shellcheck disable=SC2086 # EMS_MAVEN_ARGS is a list
    if ! mvn -B -q ${EMS_MAVEN_ARGS:-} -f "$work/$place/pom.xml" -Dmaven.test.skip=true -Dspotless.check.skip=true package \
        -pl payara-config/launcher,payara-config/rabbitmq-rar,ems-ear,simulator -am >"$work/log" 2>&1 </dev/null; then
        tail -n 20 "$work/log" >&2
        exit 2
    fi
    # shellcheck disable=SC2086
    (cd "$work/$place" && sha256sum $archives) >"$work/sums-${place%% *}"
done

cat "$work/sums-first"
if ! diff "$work/sums-first" "$work/sums-second" >&2; then
    echo "reproducible.sh: the two builds differ" >&2
    exit 1
fi
