#!/usr/bin/env bash
# A standalone cluster of Spark from this course's folder, in the foreground: a master, or a worker on each machine.
#   environment/spark/cluster.sh master [PORT]
#   environment/spark/cluster.sh worker spark://HOST:PORT [CORES [MEMORY]]
# The jars are those that `environment/lab ... --spark` has put into build/spark; Ctrl-C ends it.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
home=${LAB_BUILD:-$here/build}/spark
if [ ! -s "$home/java-options" ]; then
  echo "cluster: expected Spark in $home, found none. Next: environment/lab fne Sketch_Objects sketch-catsdogs --spark 'local[1]' fetches it" >&2
  exit 1
fi
# Spark's own worker starts its executors from there.
export SPARK_HOME=$home SPARK_SCALA_VERSION=2.13 OMP_NUM_THREADS=1 OMP_WAIT_POLICY=passive OPENBLAS_THREAD_TIMEOUT=4
java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
start() {
  exec "$java" -Xmx512m -Djava.awt.headless=true -cp "$home/jars/*" "$@"
}
host=${SPARK_LOCAL_HOSTNAME:-$(hostname -f 2>/dev/null || hostname)}
case ${1:-} in
  master) start org.apache.spark.deploy.master.Master --host "$host" --port "${2:-7077}" --webui-port "${LAB_SPARK_PAGE:-8080}" ;;
  worker)
    case ${2:-} in
      spark://*) ;;
      *)
        echo "cluster: expected spark://HOST:PORT of the master, found ${2:-nothing}. Next: its first lines say it" >&2
        exit 2
        ;;
    esac
    start org.apache.spark.deploy.worker.Worker --host "$host" --webui-port "${LAB_SPARK_PAGE:-8081}" \
      ${3:+--cores "$3"} ${4:+--memory "$4"} --work-dir "${SPARK_WORKER_DIR:-${TMPDIR:-/tmp}/lab-spark-$(id -u)}" "$2"
    ;;
  *)
    sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
