extension CompletionShell {
    /// The script for zsh: it hands over the words, and shows what comes back.
    static let zshScript = #"""
        #compdef oint
        # Completion of oint for zsh.
        #
        # For this shell:  source <(oint completions zsh)
        # For every shell: oint completions install zsh
        # For every user:  oint completions zsh > /usr/local/share/zsh/site-functions/_oint

        _oint() {
            local program=${~words[1]} line directives=''
            local -a question candidates
            whence -p -- $program > /dev/null || program=oint
            question=($((CURRENT - 2)))
            (( CURRENT > 2 )) && question+=("${(@Q)words[2,CURRENT-1]}")
            question+=("${(Q)PREFIX}")
            (( CURRENT < $#words )) && question+=("${(@Q)words[CURRENT+1,-1]}")
            # What is typed goes through a pipe, and never into the list of processes.
            while IFS= read -r line; do
                if [[ -z $directives ]]; then
                    directives=" $line "
                else
                    # A colon divides the candidate from its description.
                    candidates+=("${${line%%$'\t'*}//:/\\:}${${(M)line%%$'\t'*}:+:${line#*$'\t'}}")
                fi
            done < <(printf '%s\0' "${question[@]}" | $program completions candidates zsh 2> /dev/null)
            [[ $PREFIX == -*=* ]] && compset -P 1 '*='
            local -a options=(-M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}')
            [[ $directives == *' open '* ]] && options+=(-S '')
            local found=1
            (( $#candidates )) && _describe -V -t oint 'oint' candidates $options && found=0
            [[ $directives == *' files '* ]] && _files && found=0
            return $found
        }

        if [[ $funcstack[1] == _oint ]]; then
            _oint "$@"
        else
            compdef _oint oint
        fi
        """#
}
