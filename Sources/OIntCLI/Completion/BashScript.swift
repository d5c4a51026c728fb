extension CompletionShell {
    /// The script for bash: it hands over the line, and shows what comes back.
    static let bashScript = #"""
        # Completion of oint for bash 4 and later.
        #
        # For this shell:  source <(oint completions bash)
        # For every shell: oint completions install bash
        # For every user:  oint completions bash > /usr/share/bash-completion/completions/oint

        _oint() {
            local program=$1 directives='' line
            COMPREPLY=()
            [[ $program == '~/'* ]] && program=$HOME/${program#'~/'}
            type -P "$program" &> /dev/null || program=oint
            # What is typed goes through a pipe, and never into the list of processes.
            while IFS= read -r line; do
                if [[ -z $directives ]]; then directives=" $line "; else COMPREPLY+=("$line"); fi
            done < <(
                printf '%s\0' "${COMP_LINE:0:COMP_POINT}" "${COMP_LINE:COMP_POINT}" "$2" |
                    "$program" completions candidates bash 2> /dev/null
            )
            compopt -o nosort 2> /dev/null
            [[ $directives == *' open '* ]] && compopt -o nospace 2> /dev/null
            # The shell completes the names of files, but only where one fits.
            [[ $directives == *' files '* ]] || compopt +o default 2> /dev/null
            return 0
        }
        complete -o default -F _oint oint
        """#
}
