// swift-tools-version: 6.2
import PackageDescription

/// Every target is built to the same strictness; a warning is an error.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "Diorama",
    products: [
        .library(name: "Dialogues", targets: ["Dialogues"]),
        .library(name: "ParquetFiles", targets: ["ParquetFiles"]),
        .library(name: "Environments", targets: ["Environments"]),
        .library(name: "DatabaseSimulator", targets: ["DatabaseSimulator"]),
        .library(name: "GraphSimulator", targets: ["GraphSimulator"]),
        .library(name: "HouseholdSimulator", targets: ["HouseholdSimulator"]),
        .library(name: "ShellSimulator", targets: ["ShellSimulator"]),
        .library(name: "ShopSimulator", targets: ["ShopSimulator"]),
        .library(name: "WebPageSimulator", targets: ["WebPageSimulator"]),
        .library(name: "Simulators", targets: ["Simulators"]),
        .library(name: "Replay", targets: ["Replay"]),
        .library(name: "DialogueChecks", targets: ["DialogueChecks"]),
        .library(name: "DialogueMixing", targets: ["DialogueMixing"]),
        .library(name: "Synthesis", targets: ["Synthesis"]),
        .library(name: "ModelClient", targets: ["ModelClient"]),
        .library(name: "EnvironmentTesting", targets: ["EnvironmentTesting"]),
        .executable(name: "diorama", targets: ["diorama"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.100.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    ],
    targets: [
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(
            name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "CNamespaces"),
        .target(name: "JSONTree", swiftSettings: strict),
        .target(name: "SeededRandom", swiftSettings: strict),
        .target(name: "OrderedWork", swiftSettings: strict),
        .target(
            name: "ParquetFiles", dependencies: ["CZlib", "CZstd", "JSONTree"],
            swiftSettings: strict),
        .target(
            name: "Dialogues", dependencies: ["JSONTree", "ParquetFiles"], swiftSettings: strict),
        .target(
            name: "Environments", dependencies: ["JSONTree", "SeededRandom"],
            swiftSettings: strict),
        .target(name: "SQLiteKit", dependencies: ["CSQLite"], swiftSettings: strict),
        .target(
            name: "DatabaseSimulator",
            dependencies: [
                "Environments", "JSONTree", "SeededRandom", "SQLiteKit",
                .product(name: "BigInt", package: "BigInt"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .target(
            name: "GraphSimulator",
            dependencies: ["CZlib", "Environments", "JSONTree", "SeededRandom"],
            swiftSettings: strict),
        .target(
            name: "HouseholdSimulator",
            dependencies: ["Environments", "JSONTree", "SeededRandom"],
            swiftSettings: strict),
        .target(name: "MarkupKit", dependencies: ["CLibXML2"], swiftSettings: strict),
        .target(
            name: "WebPageSimulator",
            dependencies: ["Environments", "JSONTree", "MarkupKit", "SeededRandom"],
            swiftSettings: strict),
        .target(
            name: "ShopSimulator",
            dependencies: ["Environments", "JSONTree", "SQLiteKit", "SeededRandom"],
            swiftSettings: strict),
        .target(
            name: "ShellSimulator",
            dependencies: ["CNamespaces", "Environments", "JSONTree", "SeededRandom"],
            swiftSettings: strict),
        .target(
            name: "Simulators",
            dependencies: [
                "DatabaseSimulator", "Environments", "GraphSimulator", "HouseholdSimulator",
                "ShellSimulator", "ShopSimulator", "WebPageSimulator",
            ],
            swiftSettings: strict),
        .target(
            name: "Replay", dependencies: ["Dialogues", "Environments", "JSONTree", "OrderedWork"],
            swiftSettings: strict),
        .target(
            name: "DialogueChecks", dependencies: ["Dialogues", "Environments", "JSONTree"],
            swiftSettings: strict),
        .target(
            name: "DialogueMixing", dependencies: ["Dialogues", "JSONTree", "SeededRandom"],
            swiftSettings: strict),
        .target(
            name: "Synthesis",
            dependencies: [
                "Dialogues", "Environments", "JSONTree", "OrderedWork", "SeededRandom",
            ],
            swiftSettings: strict),
        .target(
            name: "ModelClient",
            dependencies: [
                "JSONTree", "SeededRandom", "Synthesis",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .target(
            name: "EnvironmentTesting",
            dependencies: [
                "DialogueChecks", "Dialogues", "Environments", "JSONTree", "SeededRandom",
            ], swiftSettings: strict),
        .executableTarget(
            name: "diorama",
            dependencies: [
                "DialogueChecks", "DialogueMixing", "Dialogues", "Environments", "JSONTree",
                "ModelClient", "OrderedWork", "ParquetFiles", "Replay", "Simulators", "Synthesis",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "bench",
            dependencies: [
                "DatabaseSimulator", "DialogueMixing", "Dialogues", "Environments",
                "GraphSimulator", "HouseholdSimulator", "JSONTree", "OrderedWork", "ParquetFiles",
                "Replay", "SQLiteKit", "SeededRandom", "ShellSimulator", "ShopSimulator",
                "Simulators",
                "Synthesis", "WebPageSimulator",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "JSONTreeTests", dependencies: ["JSONTree", "SeededRandom"],
            swiftSettings: strict),
        .testTarget(
            name: "ParquetFilesTests", dependencies: ["JSONTree", "ParquetFiles", "SeededRandom"],
            swiftSettings: strict),
        .testTarget(
            name: "DialoguesTests", dependencies: ["Dialogues", "JSONTree", "SeededRandom"],
            swiftSettings: strict),
        .testTarget(
            name: "DialogueChecksTests",
            dependencies: [
                "DialogueChecks", "Dialogues", "EnvironmentTesting", "Environments",
                "HouseholdSimulator", "JSONTree", "Simulators",
            ], swiftSettings: strict),
        .testTarget(
            name: "DialogueMixingTests", dependencies: ["DialogueMixing", "Dialogues", "JSONTree"],
            swiftSettings: strict),
        .testTarget(
            name: "DatabaseSimulatorTests",
            dependencies: [
                "DatabaseSimulator", "Environments", "JSONTree", "SQLiteKit", "SeededRandom",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ReplayTests",
            dependencies: [
                "Dialogues", "EnvironmentTesting", "Environments", "JSONTree", "Replay",
                "Simulators",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "SynthesisTests",
            dependencies: [
                "Dialogues", "EnvironmentTesting", "Environments", "JSONTree", "ModelClient",
                "Replay", "Simulators", "Synthesis",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "diorama", "EnvironmentTesting", "Environments", "JSONTree", "SeededRandom",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "GraphSimulatorTests",
            dependencies: [
                "EnvironmentTesting", "Environments", "GraphSimulator", "JSONTree", "SeededRandom",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ShopSimulatorTests",
            dependencies: [
                "EnvironmentTesting", "Environments", "JSONTree", "SeededRandom", "ShopSimulator",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ShellSimulatorTests",
            dependencies: [
                "EnvironmentTesting", "Environments", "JSONTree", "SeededRandom", "ShellSimulator",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "HouseholdSimulatorTests",
            dependencies: [
                "EnvironmentTesting", "Environments", "HouseholdSimulator", "JSONTree",
                "SeededRandom",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "WebPageSimulatorTests",
            dependencies: [
                "EnvironmentTesting", "Environments", "JSONTree", "MarkupKit", "SeededRandom",
                "WebPageSimulator",
            ],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
