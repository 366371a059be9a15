#!/bin/sh
# Checks an Earwitness archive with sha256sum alone: sh verify.sh [HEAD]
# It proves that things are unchanged since they were kept; never that they are true, or who spoke.
# Exit: 0 unchanged, 1 faults were found (each is named), 2 this is no archive.
LC_ALL=C
export LC_ALL
cd "$(dirname "$0")" || exit 2
if [ ! -f journal.jsonl ] || [ ! -d objects ]; then echo "no archive here" >&2; exit 2; fi
if command -v sha256sum >/dev/null 2>&1; then hash='sha256sum'; else hash='shasum -a 256'; fi
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
: >"$work/faults"
fault() { echo "FAULT $*"; echo x >>"$work/faults"; }

# 1. Every object still has the bytes that it is named by, and nothing else lies among them.
find objects ! -type d >"$work/files"
grep -E '^objects/[0-9a-f]{2}/[0-9a-f]{62}$' "$work/files" >"$work/named" || :
grep -vE '^objects/[0-9a-f]{2}/[0-9a-f]{62}$' "$work/files" | while IFS= read -r path; do
    fault "unexpected: $path"
done
find objects -type l | while IFS= read -r path; do fault "unexpected link: $path"; done
sed 's|^objects/\(..\)/\(.*\)$|\1\2  objects/\1/\2|' "$work/named" >"$work/sums"
if [ -s "$work/sums" ]; then
    $hash -c "$work/sums" 2>/dev/null | sed -n 's/: FAILED.*//p' >"$work/changed"
    while IFS= read -r path; do fault "changed: $path"; done <"$work/changed"
fi
sed 's|^objects/\(..\)/|\1|' "$work/named" | sort >"$work/present"

# 2. Every line of the journal has the form and the place it was written with, and names the line before it.
before=0000000000000000000000000000000000000000000000000000000000000000
number=0
: >"$work/payloads"
while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    parts=$(printf '%s\n' "$line" | sed -nE \
        's/^\{"payload":"([0-9a-f]{64})","prev":"([0-9a-f]{64})","sequence":([0-9]+),"time":"([0-9TZ:-]+)"\}$/\1 \2 \3 \4/p')
    if [ -z "$parts" ]; then
        fault "journal line $number is not a line of a journal"
    else
        echo "$parts $number" >>"$work/payloads"
        rest=${parts#* }
        prev=${rest%% *}
        rest=${rest#* }
        if [ "$prev" != "$before" ]; then fault "journal line $number does not follow line $((number - 1))"; fi
        if [ "${rest%% *}" != "$number" ]; then fault "journal line $number says it is number ${rest%% *}"; fi
    fi
    before=$(printf '%s' "$line" | $hash | cut -c 1-64)
done <journal.jsonl
if [ -s journal.jsonl ] && [ "$(tail -c 1 journal.jsonl | wc -l)" -eq 0 ]; then
    fault "journal line $number is torn: a crash left it, or somebody cut it"
fi

cut -d ' ' -f 1 "$work/payloads" | sort | uniq -d | while IFS= read -r payload; do
    fault "two lines of the journal name the same payload: $payload"
done

# 3. Every payload that the journal names is here, or an erasure that the journal names says what stands in for it.
object() { echo "objects/$(echo "$1" | cut -c 1-2)/$(echo "$1" | cut -c 3-64)"; }
while read -r payload _; do
    path=$(object "$payload")
    if [ -f "$path" ]; then sed -n '/^{"noun":"erasure"/p' "$path"; fi
done <"$work/payloads" | grep -oE '"erased":"[0-9a-f]{64}","kept":"[0-9a-f]{64}"' |
    sed -E 's/"erased":"(.*)","kept":"(.*)"/\1 \2/' >"$work/erased" || :
: >"$work/expected"
while read -r payload prev sequence time place; do
    standing=$payload
    while replacement=$(sed -n "s/^$standing //p" "$work/erased" | head -n 1) && [ -n "$replacement" ]; do
        standing=$replacement
    done
    echo "$standing" >>"$work/expected"
    path=$(object "$standing")
    if [ ! -f "$path" ]; then
        fault "missing: $path, the payload of act $place"
    else
        case $(head -n 1 "$path") in
        '{"noun":"act",'*"\"time\":\"$time\""*) ;;
        *) fault "journal line $place and its payload do not have the same time: $path" ;;
        esac
        grep -E '^\{"noun":"source"' "$path" | grep -oE '"(digest|warc)":"[0-9a-f]{64}"' | cut -d '"' -f 4 \
            >>"$work/expected"
    fi
done <"$work/payloads"
sort -u "$work/expected" >"$work/wanted"

# 4. Every object that a source names is here; what nothing names is shown.
comm -23 "$work/wanted" "$work/present" | while IFS= read -r digest; do
    fault "missing: $(object "$digest")"
done
comm -13 "$work/wanted" "$work/present" >"$work/extra"
while IFS= read -r digest; do
    path=$(object "$digest")
    case $(head -c 14 "$path" | tr -d '\000') in
    '{"noun":"act",') if grep -q "^$digest " "$work/erased"; then
        echo "note: $path was erased and is still here"
    else
        fault "no line of the journal names this act: a crash left it, or lines were cut: $path"
    fi ;;
    *) echo "note: no act names $path" ;;
    esac
done <"$work/extra"

echo "objects $(wc -l <"$work/present" | tr -d ' '), acts $number, head $before"
if [ -n "${1:-}" ] && [ "$1" != "$before" ]; then fault "the head is not $1"; fi
if [ -s "$work/faults" ]; then
    echo "$(wc -l <"$work/faults" | tr -d ' ') faults"
    exit 1
fi
echo "unchanged since it was kept. This does not say that it is true, nor who spoke."
