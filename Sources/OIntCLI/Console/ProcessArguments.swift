import OIntCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The arguments of the process as the system shows them to others.
enum ProcessArguments {
    /// Overwrites secrets in the arguments.
    ///
    /// The system's list of processes shows the memory that the arguments were handed over in. Between the start of the
    /// process and this moment they can be seen all the same.
    /// - Parameter secrets: The texts to overwrite, wherever they stand in an argument.
    static func mask(_ secrets: [Secret]) {
        let texts = secrets.map { Array($0.exposed.utf8) }.filter { !$0.isEmpty }
        guard !texts.isEmpty else { return }
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let argument = CommandLine.unsafeArgv[index] else { continue }
            let bytes = UnsafeMutableBufferPointer(start: argument, count: strlen(argument))
            for text in texts { overwrite(text, in: bytes) }
        }
    }

    private static func overwrite(_ text: [UInt8], in argument: UnsafeMutableBufferPointer<CChar>) {
        var start = 0
        while start + text.count <= argument.count {
            let isHere = text.indices.allSatisfy { UInt8(bitPattern: argument[start + $0]) == text[$0] }
            if isHere { for offset in text.indices { argument[start + offset] = CChar(UInt8(ascii: "*")) } }
            start += isHere ? text.count : 1
        }
    }
}

/// Memory dumps of the process.
package enum CoreDumps {
    /// Switches them off, as far as the system allows: the memory may hold secrets.
    ///
    /// One byte, not none: that is what Linux takes for a wish to dump nothing also where it hands dumps to a program.
    ///
    /// Source: https://www.man7.org/linux/man-pages/man5/core.5.html
    package static func switchOff() {
        #if canImport(Darwin)
            var limit = rlimit(rlim_cur: 0, rlim_max: 0)
            setrlimit(RLIMIT_CORE, &limit)
        #else
            var limit = rlimit(rlim_cur: 1, rlim_max: 1)
            #if canImport(Glibc)
                setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
            #else
                setrlimit(RLIMIT_CORE, &limit)
            #endif
        #endif
    }
}
