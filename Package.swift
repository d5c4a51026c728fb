// swift-tools-version: 6.2

import CompilerPluginSupport
import PackageDescription

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")

// A line for each target of libraries: its name without OInt, its folder below Sources/Libraries, and what it builds on
// besides OIntCore. Product, tests (the folder Tests/NAMETests), registry and program follow from it. Libraries of one
// vendor that share nearly all are one target.
let allLibraries: [Library] = [
    Library("Airtable", ["OIntHTTP"]),
    Library("Bitrix24", ["OIntHTTP"]),
    Library("CDEK", ["OIntHTTP"]),
    Library("ClickHouse", ["OIntHTTP", "OIntSQL"], tests: ["OIntSQL"]),
    Library("Dropbox", ["OIntHTTP"]),
    Library("MessagePack"),
    Library("Metrika", ["OIntHTTP"]),
    Library("MongoDB", ["OIntDrivers", "CMongoC"]),
    Library("MySQL", ["OIntSQL", "OIntDrivers", "CMariaDB"]),
    Library("Neocities", ["OIntHTTP"]),
    Library("Notion", ["OIntHTTP"]),
    Library("Ntfy", ["OIntHTTP"]),
    Library("Ollama", ["OIntHTTP", crypto]),
    Library("OpenAI", ["OIntHTTP"]),
    Library("Ozon", ["OIntHTTP"]),
    Library("PostgreSQL", ["OIntSQL", "OIntDrivers", "CLibPQ"], tests: ["OIntBatch", "OIntRunning"]),
    Library("RSS", ["OIntHTTP", "OIntXML"]),
    Library("S3", ["OIntHTTP", "OIntXML", crypto], tests: ["OIntXML"]),
    Library("Slack", ["OIntHTTP"]),
    Library("SQLite", ["OIntSQL", "OIntDrivers", "CSQLite"]),
    Library("Telegram", ["OIntHTTP", crypto], tests: ["TestRandomness"]),
    Library("Tools"),
    Library("Viber", ["OIntHTTP"]),
    Library("Web", ["OIntHTTP", crypto]),
    Library("Yandex", ["OIntHTTP"]),
    Library("YandexDisk", ["OIntHTTP", "OIntYandex"]),
    Library("YandexMarket", ["OIntHTTP"]),
]

struct Library {
    let name: String
    let parts: [Target.Dependency]
    let tests: [Target.Dependency]

    var target: String { "OInt\(name)" }
    // What Sources/OIntRegistry asks for.
    var condition: String { "LIBRARY_\(name.uppercased())" }

    /// - Parameters:
    ///   - name: The name of the target, without OInt.
    ///   - parts: What it builds on besides OIntCore.
    ///   - tests: What its tests use besides the library, OIntCore, OIntHTTP and the usual support.
    init(_ name: String, _ parts: [Target.Dependency] = [], tests: [Target.Dependency] = []) {
        self.name = name
        self.parts = parts
        self.tests = tests
    }
}

// OINT_LIBRARIES="Slack Telegram" leaves the others out of the registry, and so out of the program and of the contract
// tests: nothing but those two is built.
let chosen = Context.environment["OINT_LIBRARIES"]?.split(separator: " ").map { String($0) }
let libraries = allLibraries.filter { library in chosen?.contains(library.name) ?? true }

// OINT_MACROS names the compiler plug-in where it has been built already, so that a release build does not compile
// swift-syntax once more: Scripts/build.sh takes that of the debug build.
let builtMacros = Context.environment["OINT_MACROS"]

let strict: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ] + (builtMacros.map { [.unsafeFlags(["-load-plugin-executable", "\($0)#OIntMacros"])] } ?? [])

// Libraries and front-ends are many small functions that run once in a while: for them, size counts more than speed. Only in
// our own release builds: packages that others depend on may not set such flags.
let small: [SwiftSetting] = strict + (builtMacros == nil ? [] : [.unsafeFlags(["-Osize"])])

let package = Package(
    name: "oint",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "oint", targets: ["oint"]),
        .library(name: "OInt", targets: ["OIntRegistry"]),
        .library(name: "OIntCore", targets: ["OIntCore"]),
        .library(name: "OIntHTTP", targets: ["OIntHTTP"]),
        .library(name: "OIntNetwork", targets: ["OIntNetwork"]),
        .library(name: "OIntOAuth", targets: ["OIntOAuth"]),
    ] + allLibraries.map { .library(name: $0.target, targets: [$0.target]) },
    dependencies: [
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        // Without its traits, which bring Foundation.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        // For tests only. Without its trait, which brings Foundation.
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
        .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.1"),
    ],
    targets: [
        .target(
            name: "OIntCore",
            dependencies: (builtMacros == nil ? ["OIntMacros"] : [])
                + [.product(name: "SystemPackage", package: "swift-system")],
            swiftSettings: strict
        ),
        .macro(
            name: "OIntMacros",
            dependencies: [
                .product(name: "SwiftCompilerPlugin", package: "swift-syntax"),
                .product(name: "SwiftParser", package: "swift-syntax"),
                .product(name: "SwiftSyntax", package: "swift-syntax"),
                .product(name: "SwiftSyntaxBuilder", package: "swift-syntax"),
                .product(name: "SwiftSyntaxMacros", package: "swift-syntax"),
                .product(name: "SwiftDiagnostics", package: "swift-syntax"),
            ],
            swiftSettings: strict
        ),
        // Connections: names, proxies, encryption, and what went wrong with them.
        .target(
            name: "OIntNetwork",
            dependencies: [
                "CLibIDN2", "OIntCore", "OIntDrivers",
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "OIntHTTP",
            dependencies: [
                "CZlib", "OIntCore", "OIntNetwork", crypto, cryptoExtras,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "OIntSQL",
            dependencies: ["OIntCore", "OIntDrivers"],
            swiftSettings: strict
        ),
        .target(
            name: "OIntXML",
            dependencies: ["OIntCore", "CExpat"],
            swiftSettings: strict
        ),
        .target(
            name: "OIntDrivers",
            dependencies: ["OIntCore", .product(name: "SystemPackage", package: "swift-system")],
            swiftSettings: strict
        ),
        // C libraries that are linked in: as archives where the system has them, so that the binary needs nothing.
        .target(
            name: "CSQLite",
            path: "Sources/Shims/CSQLite",
            linkerSettings: [
                .linkedLibrary(":libsqlite3.a", .when(platforms: [.linux])),
                .linkedLibrary("sqlite3", .when(platforms: [.macOS])),
            ]
        ),
        .target(
            name: "CExpat",
            path: "Sources/Shims/CExpat",
            linkerSettings: [
                .linkedLibrary(":libexpat.a", .when(platforms: [.linux])),
                .linkedLibrary("expat", .when(platforms: [.macOS])),
            ]
        ),
        .target(
            name: "CZlib",
            path: "Sources/Shims/CZlib",
            linkerSettings: [
                .linkedLibrary(":libz.a", .when(platforms: [.linux])),
                .linkedLibrary("z", .when(platforms: [.macOS])),
            ]
        ),
        .target(name: "CBuildID", path: "Sources/Shims/CBuildID"),
        // A C interface to toml++, which is headers alone.
        .target(name: "CTOML", path: "Sources/Shims/CTOML"),
        // C libraries that are loaded when they are first needed.
        .target(name: "CLibIDN2", dependencies: ["CDriver"], path: "Sources/Shims/CLibIDN2"),
        .target(name: "CDriver", path: "Sources/Shims/CDriver"),
        .target(name: "CLibPQ", dependencies: ["CDriver"], path: "Sources/Shims/CLibPQ"),
        .target(name: "CMariaDB", dependencies: ["CDriver"], path: "Sources/Shims/CMariaDB"),
        .target(name: "CMongoC", dependencies: ["CDriver"], path: "Sources/Shims/CMongoC"),
        .target(name: "CLibSecret", dependencies: ["CDriver"], path: "Sources/Shims/CLibSecret"),
        .target(
            name: "OIntRegistry",
            dependencies: ["OIntCore"] + libraries.map { .target(name: $0.target) },
            swiftSettings: strict + libraries.map { .define($0.condition) }
        ),
        // Settings and secrets that are kept for the next call.
        .target(
            name: "OIntConfiguration",
            dependencies: [
                "CLibSecret", "CTOML", "OIntCore", "OIntDrivers", crypto,
                cryptoExtras,
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: small
        ),
        .target(
            name: "OIntOAuth",
            dependencies: [
                "OIntConfiguration", "OIntCore", "OIntHTTP", "OIntListener", crypto,
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: small
        ),
        // Answering requests over HTTP.
        .target(
            name: "OIntListener",
            dependencies: [
                "OIntCore",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        // What every front-end does with a call.
        .target(
            name: "OIntRunning",
            dependencies: ["OIntConfiguration", "OIntCore", "OIntHTTP", "OIntOAuth"],
            swiftSettings: strict
        ),
        .target(
            name: "OIntBatch",
            dependencies: [
                "OIntCore", "OIntHTTP", "OIntRunning", crypto, .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict
        ),
        // One message to many targets.
        .target(
            name: "OIntNotify", dependencies: ["OIntConfiguration", "OIntCore", "OIntRunning"], swiftSettings: small),
        // Finding methods by words.
        .target(name: "OIntSearch", dependencies: ["CSQLite", "OIntCore"], swiftSettings: strict),
        .target(
            name: "OIntServer", dependencies: ["OIntBatch", "OIntCore", "OIntListener", "OIntRunning"],
            swiftSettings: strict),
        .target(
            name: "OIntMCP",
            dependencies: [
                "OIntCore", "OIntHTTP", "OIntListener", "OIntRunning", "OIntSearch",
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: small
        ),
        .target(
            name: "OIntReference", dependencies: ["OIntCore", "OIntHTTP", "OIntRunning", "OIntSearch"],
            swiftSettings: small),
        .target(
            name: "OIntCLI",
            dependencies: [
                "CBuildID", "OIntBatch", "OIntConfiguration", "OIntCore", "OIntHTTP", "OIntListener", "OIntMCP",
                "OIntNetwork", "OIntNotify", "OIntOAuth", "OIntReference", "OIntRunning", "OIntSearch", "OIntServer",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: small
        ),
        .executableTarget(name: "oint", dependencies: ["OIntCLI", "OIntRegistry"], swiftSettings: strict),
        .target(
            name: "LoopbackServer",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            path: "Tests/Support/LoopbackServer",
            swiftSettings: strict
        ),
        .target(
            name: "AuthorizationServer", dependencies: ["LoopbackServer", crypto, cryptoExtras],
            path: "Tests/Support/AuthorizationServer", swiftSettings: strict),
        .target(
            name: "Programs",
            dependencies: [
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            path: "Tests/Support/Programs", swiftSettings: strict),
        .target(
            name: "PreparedAnswers", dependencies: ["OIntCore", "OIntHTTP"], path: "Tests/Support/PreparedAnswers",
            swiftSettings: strict),
        // What the tests of every library use.
        .target(
            name: "LibraryTesting",
            dependencies: [
                "LoopbackServer", "OIntCore", "OIntHTTP", "PreparedAnswers", "TestClocks",
            ],
            path: "Tests/Support/LibraryTesting", swiftSettings: strict),
        .target(name: "RunningServers", path: "Tests/Support/RunningServers", swiftSettings: strict),
        .target(
            name: "AnswerFuzzing",
            dependencies: [
                "OIntHTTP", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            path: "Tests/Support/AnswerFuzzing", swiftSettings: strict),
        .target(name: "TestClocks", path: "Tests/Support/TestClocks", swiftSettings: strict),
        .target(name: "TestFiles", path: "Tests/Support/TestFiles", swiftSettings: strict),
        .target(name: "TestRandomness", path: "Tests/Support/TestRandomness", swiftSettings: strict),
        .executableTarget(
            name: "loopback",
            dependencies: ["LoopbackServer"],
            path: "Tests/Support/loopback",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "JSONBenchmark",
            dependencies: ["OIntCore"],
            path: "Benchmarks/JSONBenchmark",
            swiftSettings: strict
        ),
        .testTarget(
            name: "OIntCoreTests", dependencies: ["OIntCore", "TestClocks", "TestFiles", "TestRandomness"],
            swiftSettings: strict),
        .testTarget(
            name: "OIntMacrosTests",
            dependencies: [
                "OIntMacros",
                .product(name: "SwiftSyntaxMacrosGenericTestSupport", package: "swift-syntax"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "OIntHTTPTests",
            dependencies: [
                "AnswerFuzzing", "LoopbackServer", "OIntCore", "OIntHTTP", "OIntNetwork", "Programs", "TestRandomness",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "OIntNetworkTests",
            dependencies: [
                "LoopbackServer", "OIntCore", "OIntNetwork", "Programs",
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "OIntCLITests",
            dependencies: [
                "OIntCLI", "OIntCore", "OIntHTTP", "OIntNetwork", "OIntRunning", "Programs", "TestRandomness",
                "TestFiles",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "OIntDriversTests", dependencies: ["CLibPQ", "OIntDrivers", "TestClocks"], swiftSettings: strict),
        .testTarget(name: "OIntSQLTests", dependencies: ["OIntDrivers", "OIntSQL"], swiftSettings: strict),
        .testTarget(name: "OIntXMLTests", dependencies: ["OIntXML"], swiftSettings: strict),
        .testTarget(name: "S3ServerTests", dependencies: ["OIntS3", "RunningServers"], swiftSettings: strict),
        .testTarget(
            name: "ContractTests",
            dependencies: ["OIntRegistry", "OIntHTTP", .product(name: "Yams", package: "Yams")],
            resources: [.copy("Catalog")],
            swiftSettings: strict + (chosen == nil ? [] : [.define("SOME_LIBRARIES")])
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["AuthorizationServer", "LoopbackServer", "Programs", "RunningServers", "oint"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "LibraryTestingTests",
            dependencies: [
                "LibraryTesting", "LoopbackServer", "OIntCore", "OIntHTTP", "OIntWeb", "PreparedAnswers", "TestClocks",
                "TestFiles",
            ],
            swiftSettings: strict),
        .testTarget(name: "LoopbackServerTests", dependencies: ["LoopbackServer", "Programs"], swiftSettings: strict),
        .testTarget(
            name: "BatchTests", dependencies: ["LoopbackServer", "OIntBatch", "TestClocks"], swiftSettings: strict),
        .testTarget(
            name: "NotifyTests",
            dependencies: [
                "OIntConfiguration", "OIntNotify", "OIntRegistry", "OIntRunning", "PreparedAnswers", "TestFiles",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ConfigurationTests", dependencies: ["OIntConfiguration", "Programs", "TestRandomness"],
            swiftSettings: strict),
        .testTarget(
            name: "ListenerTests",
            dependencies: [
                "OIntListener", .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "OIntHTTP", "OIntListener", "OIntRunning", "OIntServer", "OIntSQLite",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "MCPTests",
            dependencies: [
                "OIntMCP", "OIntRegistry", "Programs", "oint", .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            exclude: ["PythonClient"],
            swiftSettings: strict),
        .testTarget(
            name: "OAuthTests",
            dependencies: [
                "AuthorizationServer", "LoopbackServer", "OIntBitrix24", "OIntOAuth", "OIntRunning", "TestClocks",
                crypto, cryptoExtras,
            ],
            swiftSettings: strict),
        .testTarget(name: "ProgramsTests", dependencies: ["Programs"], swiftSettings: strict),
        .testTarget(
            name: "ReferenceTests",
            dependencies: [
                "OIntBitrix24", "OIntCLI", "OIntCore", "OIntHTTP", "OIntOAuth", "OIntReference", "OIntRegistry",
                "OIntS3", "OIntSQL",
                "OIntSQLite", "OIntTelegram", "Programs",
            ],
            swiftSettings: strict),
        .testTarget(name: "RunningTests", dependencies: ["OIntRunning"], swiftSettings: strict),
        .testTarget(name: "SearchTests", dependencies: ["OIntRegistry", "OIntSearch"], swiftSettings: strict),
        .testTarget(
            name: "ShellTests", dependencies: ["Programs", "oint"],
            exclude: ["requirements.txt", "Support/terminal.py"],
            swiftSettings: strict),
        .testTarget(
            name: "TransferTests", dependencies: ["LoopbackServer", "OIntHTTP", "TestClocks"], swiftSettings: strict),
    ]
        + allLibraries.flatMap { library -> [Target] in
            [
                .target(
                    name: library.target, dependencies: ["OIntCore"] + library.parts,
                    path: "Sources/Libraries/\(library.name)", swiftSettings: small),
                .testTarget(
                    name: "\(library.name)Tests",
                    dependencies: [
                        .target(name: library.target), "LibraryTesting", "LoopbackServer", "OIntCore", "OIntHTTP",
                        "PreparedAnswers", "Programs", "RunningServers", "TestClocks", "TestFiles",
                    ] + library.tests,
                    swiftSettings: strict),
            ]
        },
    cxxLanguageStandard: .cxx17
)

if builtMacros != nil { package.targets.removeAll { $0.type == .macro } }

// SwiftPM builds the tests of a package for the machine that compiles, as it builds macros, when one of them tests a macro:
// then everything is compiled twice. So those of the macros come by themselves.
let macroTests = "OIntMacrosTests"
let chosenTests = Context.environment["OINT_TESTS"]?.split(separator: " ").map { String($0) }
if !(chosenTests?.contains(macroTests) ?? false) { package.targets.removeAll { $0.name == macroTests } }

// Scripts/fuzz.sh: fuzzers of the project's own parsers. OINT_FUZZ is the archive of libFuzzer in the toolchain.
if let fuzzer = Context.environment["OINT_FUZZ"] {
    let parsers = ["OIntCLI", "OIntConfiguration", "OIntCore", "OIntHTTP", "OIntMCP", "OIntSQL"]
    for target in package.targets where parsers.contains(target.name) {
        target.swiftSettings = strict + [.unsafeFlags(["-sanitize=fuzzer"])]
    }
    for target in package.targets where target.name == "CTOML" {
        target.cxxSettings = [.unsafeFlags(["-fsanitize=fuzzer-no-link"])]
    }
    package.targets.append(
        .executableTarget(
            name: "fuzz", dependencies: parsers.map { .target(name: $0) }, path: "Tests/Fuzzing",
            swiftSettings: strict, linkerSettings: [.unsafeFlags([fuzzer, "-lstdc++"])]))
}

// OINT_TESTS="SlackTests ContractTests" builds those tests, and only what they need.
if let chosenTests {
    let targets = Dictionary(uniqueKeysWithValues: package.targets.map { ($0.name, $0) })
    var needed: Set<String> = []
    var waiting = chosenTests
    while let name = waiting.popLast() {
        guard let target = targets[name], needed.insert(name).inserted else { continue }
        waiting += target.dependencies.compactMap { dependency in
            switch dependency {
            case .targetItem(let name, _), .byNameItem(let name, _): name
            default: nil
            }
        }
    }
    package.targets.removeAll { !needed.contains($0.name) }
    package.products.removeAll { product in
        let targets = (product as? Product.Library)?.targets ?? (product as? Product.Executable)?.targets ?? []
        return !needed.isSuperset(of: targets)
    }
}
