#!/bin/sh
# Starts EMS in a container. A secret may lie in a file, which EMS_…_FILE names.
# EMS_CLUSTER_DNS names a DNS entry with the addresses of all servers; without it, this one is alone.
set -eu

for name in EMS_DB_PASSWORD EMS_RABBITMQ_URI EMS_ADMIN_PASSWORD; do
    eval "file=\${${name}_FILE:-}"
    if [ -n "$file" ]; then
        value=$(cat "$file")
        export "$name=$value"
    fi
done

if [ -n "${EMS_CLUSTER_DNS:-}" ]; then
    export EMS_CLUSTERED=true
    # Where it listens for the others; all addresses of the container are too many.
    set -- --clusterName ems --clusterMode "dns:$EMS_CLUSTER_DNS:6900" --startPort 6900 \
        --interfaces "${EMS_CLUSTER_ADDRESS:-$(hostname -i | cut -d' ' -f1)}" --shutdowngrace 10000 "$@"
else
    set -- --noHazelcast "$@"
fi

# The same options as in PayaraNode.java, where it says why.
exec java -XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true \
    -Dhazelcast.socket.bind.any=false -Dhazelcast.shutdownhook.enabled=false \
    -jar /ems/payara-micro.jar --rootDir /work/payara --port 8080 --addLibs /ems/lib/mysql-connector-j.jar \
    --preBootCommandFile /ems/boot/pre-boot-micro.asadmin --postBootCommandFile /ems/boot/post-boot.asadmin \
    --contextRoot /ems --deploy /ems/ems.war "$@"
