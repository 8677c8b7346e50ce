#!/usr/bin/env bash
# Builds fast-accel and the demo application, runs the application without and with the agent, checks
# that the results are the same, and prints what became faster. Needs a JDK from 17 on, and Maven.
# Arguments go to the comparison: ./demo.sh --help
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

fail() {
  echo "demo.sh: $1" >&2
  exit 2
}

if [ -n "${JAVA_HOME:-}" ]; then
  bin="$JAVA_HOME/bin/"
  [ -x "${bin}java" ] || fail "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it"
else
  bin=""
  command -v java > /dev/null || fail "java is missing: install a JDK, 17 or later"
fi
version=$("${bin}java" -XshowSettings:properties -version 2>&1 |
  sed -n 's/^ *java\.specification\.version = //p')
case "$version" in
  1.* | 9 | 1[0-6]) fail "this is Java $version: install a JDK, 17 or later" ;;
esac
command -v "${bin}javac" > /dev/null || fail "javac is missing: install a JDK, not only a JRE"
command -v mvn > /dev/null || fail "mvn is missing: install Maven, 3.8 or later"

mkdir -p target
log=target/demo-build.log
echo "Building; the first time this downloads libraries (details: $log)"
modules=agent,integration-tests/demo,integration-tests/harness
if ! mvn -B -ntp -DskipTests package -pl "$modules" -am 2>&1 | tee "$log" |
  while IFS= read -r line; do
    case "$line" in
      *"Building fast-accel"*) echo "    | ${line#*Building }" ;;
      *ERROR*) echo "$line" ;;
    esac
  done; then
  fail "the build failed, see $log"
fi

exec "${bin}java" -jar integration-tests/harness/target/harness.jar "$@"
