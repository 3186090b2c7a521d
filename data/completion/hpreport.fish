# fish completion of hpreport. The program answers with a word, a tab and a description a line.

function __hpreport_complete
    set -l before (commandline -opc)
    set -l typed (commandline -ct | string unescape)
    or set typed (commandline -ct | string replace -r '^["\']' '')
    set -l lines (_HPREPORT_COMPLETE=fish $before[1] $before[2..-1] "$typed" 2>/dev/null </dev/null)
    if test "$lines[1]" = \tfiles
        set -l option (string match -r -- '^--[^=]*=' "$typed")
        printf "$option%s\n" (__fish_complete_path (string replace -- "$option" '' "$typed"))
    else
        string match -v -- \tnospace $lines
    end
end

complete -c hpreport -k -f -a '(__hpreport_complete)'
