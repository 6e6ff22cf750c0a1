#!/bin/sh
# What cron runs, see crontab beside this file:
#
#     kam-cron.sh nightly|notify|agenda|backup|scorecard
#
# KAM_DB is the database, KAM_OUT the folder for what is written (default: out beside it).
# KAM_MAIL is the account that sends to plain e-mail addresses (notify).
# MAIL_WITH, when set, is a command like mail that takes -s SUBJECT ADDRESS and the text.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
: "${KAM_DB:?say where the database is: KAM_DB=/srv/kam/kam.db}"
out=${KAM_OUT:-$(dirname -- "$KAM_DB")/out}
today=$(date +%Y-%m-%d)
tab=$(printf '\t')
KAM_ACTOR=cron
export KAM_DB KAM_ACTOR

nightly() {
    kam tier recompute --reason "every night"
}

# What went where, one line for each address, is kept for a month.
notify() {
    mkdir -p "$out/notify"
    find "$out/notify" -name '*.txt' -mtime +31 -exec rm -f {} +
    kam notify >>"$out/notify/$today.txt" 2>&1 || {
        tail -n 20 "$out/notify/$today.txt" >&2
        exit 1
    }
}

# A text and a workbook for everybody who manages customers.
agenda() {
    mkdir -p "$out/agenda"
    # The list says code, name, ..., e-mail, as the second and the seventh of its columns.
    kam staff list --role account_manager --format tsv >"$out/agenda/managers.tsv"
    sed 1d "$out/agenda/managers.tsv" | cut -f 2,7 | while IFS=$tab read -r name address; do
        file=$out/agenda/$today-$name
        {
            kam visits due --manager "$name" && kam visits due --manager "$name" -o "$file.xlsx"
        } >"$file.txt" 2>&1 || {
            cat "$file.txt" >&2
            exit 1
        }
        if [ -n "${MAIL_WITH:-}" ] && [ -n "$address" ]; then
            $MAIL_WITH -s "kam $today" "$address" <"$file.txt"
        fi
    done
    rm -f "$out/agenda/managers.tsv"
}

# The copy is whole even while people work; one that is not is not kept.
backup() {
    mkdir -p "$out/backup"
    python3 "$here/backup.py" "$KAM_DB" "$out/backup" 8
}

scorecard() {
    set -- $(python3 "$here/last_month.py")
    folder=$out/scorecard/${1%-*}
    mkdir -p "$folder"
    kam surveys summary --from "$1" --to "$2" -o "$folder/satisfaction.xlsx"
    kam tier list --as-of "$2" -o "$folder/tiers.xlsx"
    kam tier history --from "$1" --as-of "$2" -o "$folder/moves.xlsx"
    kam doctor >"$folder/doctor.txt"
}

case ${1:-} in
nightly | notify | agenda | backup | scorecard) "$1" ;;
*)
    echo "usage: $0 nightly|notify|agenda|backup|scorecard" >&2
    exit 2
    ;;
esac
