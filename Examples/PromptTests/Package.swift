// swift-tools-version: 6.2
import PackageDescription

// A package that unit-tests its prompt: `swift test --package-path Examples/PromptTests`.
// Elsewhere the dependency is the repository's address instead of a path.
let package = Package(
    name: "PromptTests",
    dependencies: [.package(name: "Diorama", path: "../..")],
    targets: [
        .testTarget(
            name: "PromptTests",
            dependencies: [
                .product(name: "EnvironmentTesting", package: "Diorama"),
                .product(name: "HouseholdSimulator", package: "Diorama"),
            ])
    ],
    swiftLanguageModes: [.v6]
)
