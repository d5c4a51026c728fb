import OIntCLI
import OIntRegistry

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

let arguments = Array(CommandLine.arguments.dropFirst())
Keeper.prepare(arguments)
let code = await Interrupts.run {
    await Application(libraries: Registry.libraries, console: .process).run(arguments)
}
exit(code)
