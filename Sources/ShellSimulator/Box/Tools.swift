/// Which files of a tree are its programs and libraries.
struct Tools: Hashable, Sendable {
    /// What is the tree's again, whatever became of it.
    var replaced: [String]
    /// The folders of programs: what has the name of one of the tree's programs is left out there,
    /// what is called otherwise is kept.
    var folders: [String]

    /// All that a program of the tree is made of when it runs.
    static let whole = Tools(
        replaced: [
            "bin", "sbin", "lib", "lib32", "lib64", "libx32", "usr/lib", "usr/lib32", "usr/lib64",
            "usr/libx32", "usr/libexec", "etc/ld.so.preload", "etc/ld.so.cache",
            "etc/alternatives",
        ],
        folders: ["usr/bin", "usr/sbin", "usr/local/bin", "usr/local/sbin"])
}

/// A list as C takes it.
typealias ConstantList = UnsafePointer<UnsafePointer<CChar>?>?

/// Lends lists as C declares them: of constant texts, ended by a null pointer.
func withLists<Result>(
    _ first: [String]?, _ second: [String]? = nil, _ third: [String]? = nil,
    _ body: ((ConstantList, ConstantList, ConstantList)) -> Result
) -> Result {
    withList(first) { first in
        withList(second) { second in withList(third) { body((first, second, $0)) } }
    }
}

private func withList<Result>(_ list: [String]?, _ body: (ConstantList) -> Result) -> Result {
    guard let list else { return body(nil) }
    return withCStrings(list) { pointers in
        pointers.withMemoryRebound(to: UnsafePointer<CChar>?.self, capacity: list.count + 1) {
            body($0)
        }
    }
}
