#!/usr/bin/env bash
# Builds what is needed and prints what agents add to the start of small applications.
# Usage: integration-tests/benchmarks/startup.sh [rounds [JDK release [plain|archive]]]
set -euo pipefail
cd "$(dirname "$0")/../.."
mvn -q -B -ntp package -DskipTests -Pother-agents \
  -pl integration-tests/benchmarks,integration-tests/demo -am
rounds=${1:-10}
[ $# -eq 0 ] || shift
exec java -cp integration-tests/benchmarks/target/benchmarks.jar \
  io.fastaccel.benchmarks.startup.StartupComparison \
  agent/target/fast-accel.jar integration-tests/benchmarks/target/agents \
  integration-tests/demo/target/demo.jar "$rounds" "$@"
