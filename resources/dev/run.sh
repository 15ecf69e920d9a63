#!/bin/sh
# Builds Rapport and starts it; installs first what the build needs.
#
#   sh resources/dev/run.sh [arguments of rapport]
set -eu
started_in=$(pwd)
cd "$(dirname "$0")/../.."
home=$(pwd)

sh resources/dev/setup.sh build
if [ ! -x .build/rapport ]; then
	echo "Building Rapport. The first time takes about five minutes."
fi
mkdir -p .build
go build -tags migrated_fynedo -o .build/ .

# Paths among the arguments are meant from where the person stands.
cd "$started_in"
exec "$home/.build/rapport" "$@"
