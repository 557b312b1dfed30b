internal import CNamespaces
import FoundationEssentials
import Glibc
import Synchronization

/// A root tree that boxes stand on and never change.
///
/// A class because all boxes on a tree share what was learnt of it.
public final class BaseTree: Sendable {
    /// Where the tree is.
    public let path: String
    let folder: Descriptor
    let identities: IdentityMap
    /// Where bash keeps what it knows, by the identity of its file.
    let symbols = Mutex<[String: BashSymbols]>([:])
    let server = BoxServer()

    /// Opens an unpacked tree.
    ///
    /// - Throws: ``BoxError`` for a folder that is no root tree.
    public init(path: String) throws(BoxError) {
        self.path = path
        identities = try IdentityMap()
        folder = try Descriptor.folder(path)
        guard ["bin/bash", "usr/bin/bash"].contains(where: { BaseTree.has($0, in: path) })
        else { throw BoxError("\(path) is no root tree: it has no /bin/bash") }
        for entry in ["proc", "dev/pts", "dev/shm", "dev/null", "etc"]
        where access("\(path)/\(entry)", F_OK) != 0 {
            throw BoxError(
                "\(path) has no /\(entry); unpack it with: diorama setup os --rootfs \(path)")
        }
        ControlGroups.sweep()
    }
}

extension BaseTree {
    /// Whether a tree has an entry; where a link leads is the box's business.
    static func has(_ entry: String, in tree: String) -> Bool {
        faccessat(AT_FDCWD, "\(tree)/\(entry)", F_OK, AT_SYMLINK_NOFOLLOW) == 0
    }

    /// Makes a box and closes it again, to see whether boxes can be had.
    public func probe() throws(BoxError) {
        try Box(on: self, named: "000000000000", first: .sleep).close()
    }
}
