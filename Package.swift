// swift-tools-version: 6.2

import PackageDescription

/// Every target is held to the same bar: Swift 6 concurrency, no warnings, and no type of a
/// dependency in a public declaration unless the file says `public import`.
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")

/// A module of the house. `dependencies` is the whole of what it may import; `make` refuses the rest.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(name.prefix(1).uppercased())\(name.dropFirst())Tests",
        dependencies: [.byName(name: name)] + dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
    name: "latchkey",
    products: [.executable(name: "latchkey", targets: ["latchkey"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
    ],
    targets: [
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        room("Recoveries"),
        room("Compression", ["CZlib"]),
        room("Cryptography", ["COpenSSL"]),
        room("Transport", ["CCurl"]),
        room("Persistence", ["Recoveries", grdb]),
        room("Stripe", ["Recoveries", "Cryptography", "Transport"]),
        room("Messages", ["Recoveries", mustache]),
        room("Channels", ["Recoveries", "Messages", "Transport"]),
        room("Service", ["Recoveries", "Cryptography", "Transport", "Persistence", "Stripe"]),
        room("Outbox", ["Recoveries", "Service", "Channels", "Messages", "Persistence", logging, lifecycle]),
        room(
            "Web",
            [
                "Recoveries", "Compression", "Cryptography", "Persistence", "Service", "Messages", hummingbird,
                hummingbirdCore, httpTypes, nioCore, nioHTTP1, nioHTTPTypes, logging, lifecycle,
            ]),
        .executableTarget(
            name: "latchkey",
            dependencies: [
                "Recoveries", "Cryptography", "Transport", "Persistence", "Stripe", "Messages", "Channels", "Service",
                "Outbox", "Web", argumentParser, configuration, logging, lifecycle, unixSignals, nioCore,
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "token-rates", dependencies: ["Cryptography"], path: "Benchmarks/Tokens", swiftSettings: settings),
        .executableTarget(
            name: "bare-route", dependencies: [hummingbird, httpTypes], path: "Benchmarks/BareRoute",
            swiftSettings: settings),
        .target(name: "Peers", path: "Tests/Peers", exclude: ["python"], swiftSettings: settings),
        tests(of: "Recoveries"),
        tests(of: "Compression", ["Peers"]),
        tests(of: "Cryptography"),
        tests(of: "Transport", ["Peers"], exclude: ["peers"]),
        tests(of: "Persistence", ["Recoveries"]),
        tests(of: "Stripe", ["Recoveries", "Cryptography", "Transport"]),
        tests(of: "Messages", ["Recoveries"]),
        tests(of: "Channels", ["Recoveries", "Messages", "Transport"]),
        tests(of: "Service", ["Recoveries", "Cryptography", "Transport", "Persistence", "Stripe"]),
        tests(
            of: "Outbox",
            [
                "Recoveries", "Cryptography", "Transport", "Persistence", "Stripe", "Service", "Channels", "Messages",
                logging, lifecycle,
            ]),
        tests(
            of: "Web",
            [
                "Recoveries", "Cryptography", "Transport", "Persistence", "Stripe", "Service", "Messages", "Peers",
                hummingbird, httpTypes, nioCore, logging, lifecycle,
            ]),
        tests(
            of: "latchkey",
            ["Web", "Cryptography", "Persistence", "Recoveries", configuration, argumentParser, logging, nioCore]),
    ],
    swiftLanguageModes: [.v6]
)
