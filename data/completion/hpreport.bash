# bash completion of hpreport. The program answers with a word, a tab and a description a line.

_hpreport() {
    local line words=() lines=()
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            $'\tfiles') compopt -o default 2>/dev/null ;;
            $'\tnospace') compopt -o nospace 2>/dev/null ;;
            *)
                words+=("${line%%$'\t'*}")
                lines+=("${line%%$'\t'*}${line#*$'\t'}")
                [[ -z ${line#*$'\t'} ]] || lines[-1]="${line%%$'\t'*}  (${line#*$'\t'})"
                ;;
        esac
    done < <(_HPREPORT_COMPLETE=bash "${1/#\~/$HOME}" "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null </dev/null)
    # only a list is shown with descriptions; what is inserted, alone (9) or in turn (37, 42), is the word
    case ${#words[@]},$COMP_TYPE in
        [01],* | *,37 | *,42 | *,) COMPREPLY=("${words[@]}") ;;
        *) COMPREPLY=("${lines[@]}") ;;
    esac
}

complete -F _hpreport hpreport
