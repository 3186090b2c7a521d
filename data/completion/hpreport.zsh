#compdef hpreport
# zsh completion of hpreport. The program answers with a word, a tab and a description a line.

_hpreport() {
    emulate -L zsh # whatever ksharrays and the like say
    local line same=
    local -a names shown space
    for line in "${(@f)$(_HPREPORT_COMPLETE=zsh "${${(Q)words[1]}/#\~/$HOME}" "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)}"; do
        case $line in
            $'\tfiles') compset -P '--*='; _files; return ;;
            $'\tnospace') space=(-S '') ;;
            *$'\t'*)
                names+=("${line%%$'\t'*}")
                shown+=("${line%%$'\t'*}${${line#*$'\t'}:+  -- ${line#*$'\t'}}")
                [[ $line != "${(Q)PREFIX}"* ]] || same=1
                ;;
        esac
    done
    (( $#names )) || return 1
    # words that do not begin with what was typed (sanbao) would erase it where they have nothing in common
    [[ -n $same || $#names -eq 1 ]] || compstate[insert]=menu
    compadd -U -l -V hpreport "${space[@]}" -d shown -a names
}

if [[ ${funcstack[@]:0:1} == _hpreport ]]; then
    _hpreport "$@"
else
    (( ${+functions[compdef]} )) || { autoload -Uz compinit && compinit }
    compdef _hpreport hpreport
fi
