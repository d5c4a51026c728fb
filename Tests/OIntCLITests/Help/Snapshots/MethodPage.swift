extension Snapshot {
    static let methodPage = #"""
        Gives back what it is told.

        Nothing is sent anywhere. This second paragraph is what a page has to say
        besides the options.

        Usage
          oint desk Echo --text TEXT [options]

        Options
          -t, --text TEXT          What to write down. (required)
          -c, --count NUMBER       How often. (1 when not given)
          -a, --amount NUMBER      How much, with decimals.
          -u, --urgent true|false  Whether it can't wait.
          -r, --urgency Low|High   How urgent it is.
          -d, --date DATE          When it is due.
          -g, --tags LIST          Words to find it by.
          -f, --fields JSON        Whatever else belongs to it.
          -k, --key SECRET         Key that opens it.
          -l, --file FILE          A file to go with it.
          -p, --copy FILE          Another file.

        Only reads. Russian name: Повторить.
        Any option also takes its value from a file or a variable: --OPTION-file PATH (-
        is standard input), --OPTION-env NAME.
        Options of every command, forms of values and exit codes: oint --help
        """#
}
