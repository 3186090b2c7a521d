# bash completion of hpreport. The program answers with a word, a tab and a description a line.

_hpreport() {
    local line program=${1/#\~/$HOME} words=() lines=()
    COMPREPLY=()
    type -P "$program" >/dev/null || program=hpreport # an alias
    while IFS= read -r line; do
        case $line in
            $'\tfiles') compopt -o default 2>/dev/null ;;
            $'\tnospace') compopt -o nospace 2>/dev/null ;;
            *)
                words+=("${line%%$'\t'*}")
                lines+=("${line%%$'\t'*}${line#*$'\t'}")
                [[ -z ${line#*$'\t'} ]] || lines[${#lines[@]}-1]="${line%%$'\t'*}  (${line#*$'\t'})"
                ;;
        esac
    done < <(_HPREPORT_COMPLETE=bash "$program" "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null </dev/null)
    # only a list is shown with descriptions; what is inserted, alone (9) or in turn (37, 42), is the word
    case ${#words[@]},$COMP_TYPE in
        [01],* | *,37 | *,42 | *,) COMPREPLY=("${words[@]}") ;;
        *) COMPREPLY=("${lines[@]}") ;;
    esac
}

if ((BASH_VERSINFO[0] < 4)); then # it has no compopt: names of files wherever there is nothing else
    complete -o default -F _hpreport hpreport
else
    complete -F _hpreport hpreport
fi
