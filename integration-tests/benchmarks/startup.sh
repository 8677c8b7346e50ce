#!/usr/bin/env bash
# Builds what is needed and prints what agents add to the start of small applications.
# Usage: integration-tests/benchmarks/startup.sh [rounds]
set -euo pipefail
cd "$(dirname "$0")/../.."
mvn -q -B -ntp package -DskipTests -Pother-agents -pl integration-tests/benchmarks -am
exec java -cp integration-tests/benchmarks/target/benchmarks.jar \
  io.fastaccel.benchmarks.startup.StartupComparison \
  agent/target/fast-accel.jar integration-tests/benchmarks/target/agents "${1:-10}"
