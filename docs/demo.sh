#!/bin/sh
# Audit one model that fails and one that passes, out of the embedded snapshot.
auditor=${1:-auditor}

show() {
    echo "\$ auditor audit --hub demo $1"
    echo
    "$auditor" audit --hub demo "$1"
    status=$?
    echo
    echo "That exit status was $status: $2."
    echo
    test "$status" -eq "$3"
}

show FAILING "fail, a gate would stop here" 1 || exit 1
show PASSING "pass, with what is owed and what is open" 0 || exit 1
echo "The command is $auditor; try: $auditor audit --hub demo openai-community/gpt2"
