extension CompletionShell {
    /// The script for fish: it hands over the words, and shows what comes back.
    static let fishScript = #"""
        # Completion of oint for fish 3 and later.
        #
        # For this shell:  oint completions fish | source
        # For every shell: oint completions install fish
        # For every user:  oint completions fish > /usr/share/fish/vendor_completions.d/oint.fish

        function __oint_candidates
            # While it completes, the shell shows nothing of what stands behind the cursor.
            set -l before (commandline -opc)
            set -l raw (commandline -ct | string collect)
            set -l typed (string unescape -- "$raw" | string collect)
            or set typed $raw
            set -l program $before[1]
            string match -q '~/*' -- $program; and set program $HOME/(string sub -s 3 -- $program)
            command -sq -- $program; or set program oint
            # What is typed goes through a pipe, and never into the list of processes.
            set -l answer (
                printf '%s\0' (math (count $before) - 1) $before[2..-1] "$typed" |
                    $program completions candidates fish 2> /dev/null
            )
            set -q answer[1]; or return
            if string match -qr '\bfiles\b' -- $answer[1]
                # The path stands behind the equals sign of --option=path.
                set -l prefix (string match -r -- '^-[^=]*=' "$typed")
                set -l path (string replace -r -- '^-[^=]*=' '' "$typed")
                for match in (__fish_complete_path "$path")
                    printf '%s\n' "$prefix$match"
                end
            end
            set -e answer[1]
            set -q answer[1]; and printf '%s\n' $answer
        end

        complete -c oint -f -k -a '(__oint_candidates)'
        """#
}
