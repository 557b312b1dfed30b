import FoundationEssentials
import Glibc
import Replay

/// Where Diorama's own worlds and dialogues are at run time.
enum PackageFolder {
    /// The shipped worlds; `nil` where the executable was moved away from them.
    static func shelf() throws -> WorldShelf? {
        try find().map { WorldShelf(folder: "\($0)/Worlds") }
    }

    /// `DIORAMA_HOME`, else the nearest folder above the executable that is the package.
    private static func find() throws -> String? {
        if let home = ProcessEnvironment["DIORAMA_HOME"] {
            guard FileManager.default.fileExists(atPath: "\(home)/Worlds") else {
                throw CommandFailure("DIORAMA_HOME is \(home), which has no folder Worlds")
            }
            return home
        }
        guard let path = realpath("/proc/self/exe", nil) else { return nil }
        defer { free(path) }
        var folder = String(cString: path)
        while let slash = folder.lastIndex(of: "/") {
            folder = String(folder[..<slash])
            if FileManager.default.fileExists(atPath: "\(folder)/Package.swift"),
                FileManager.default.fileExists(atPath: "\(folder)/Worlds")
            {
                return folder
            }
        }
        return nil
    }
}
