import Environments
import FoundationEssentials

/// The files of a catalog, known by their original names.
struct CatalogFiles {
    /// `items_shuffle*.json`: the products.
    var products: [String] = []
    /// `items_ins_v2*.json`: attributes and made instructions.
    var attributes: [String] = []
    /// `items_human_ins*.json`: instructions that people wrote.
    var human: [String] = []
    /// `draws.json`: prices and caps that the original drew.
    var draws: String?
    /// `noun_tokens.json`: the nouns of titles.
    var nouns: String?
    /// `inferred.json`: what a catalog that was inferred from dialogues leaves open.
    var marker: String?

    /// Sorts files and the files of folders.
    init(_ paths: [String]) throws(EnvironmentError) {
        for path in paths {
            var isFolder = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw EnvironmentError(.badWorld, "there is no \(path)")
            }
            guard isFolder else {
                add(path, isNamed: true)
                continue
            }
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            for name in names.sorted() where name.hasSuffix(".json") {
                add("\(path)/\(name)", isNamed: false)
            }
        }
        // A single file of products has its companions beside it.
        if paths.count == 1, products.count == 1, products[0].isSame(as: paths[0]) {
            let folder = Self.folder(of: paths[0])
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            for name in names.sorted() where name.hasSuffix(".json") && !Self.hasProducts(name) {
                add("\(folder)/\(name)", isNamed: false)
            }
        }
        guard !products.isEmpty else {
            throw EnvironmentError(
                .badWorld,
                "\(paths.joined(separator: ", ")) has no items_shuffle*.json with products")
        }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func hasProducts(_ name: String) -> Bool { name.hasPrefix("items_shuffle") }

    /// Adds a file; one that was named and has no known name holds products.
    private mutating func add(_ path: String, isNamed: Bool) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        if name.hasPrefix("items_human_ins") {
            human.append(path)
        } else if name.hasPrefix("items_ins") {
            attributes.append(path)
        } else if name == "draws.json" {
            draws = path
        } else if name == "noun_tokens.json" {
            nouns = path
        } else if name == InferredWorld.markerName {
            marker = path
        } else if Self.hasProducts(name) || isNamed {
            products.append(path)
        }
    }
}
