import FoundationEssentials
import Glibc

/// The release of Debian or Ubuntu that the host runs, and where its packages come from.
struct HostRelease {
    private let distribution: String
    private let codename: String

    /// What AgentBench's default image has beside the essential packages, and what its tasks and
    /// recordings use of those that Ubuntu's image always has.
    private static let packages = [
        "ca-certificates", "curl", "file", "git", "passwd", "procps", "python3", "python3-pip",
        "tree",
        "unzip", "vim", "wget", "xxd", "zip",
    ]

    /// What Ubuntu's image leaves out of its packages, and what not of that.
    private static let excludes = [
        "path-exclude=/usr/share/man/*", "path-exclude=/usr/share/locale/*/LC_MESSAGES/*.mo",
        "path-exclude=/usr/share/doc/*", "path-include=/usr/share/doc/*/copyright",
        "path-include=/usr/share/doc/*/changelog.Debian.*",
    ]

    init() throws(BoxError) {
        let text = (try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)) ?? ""
        var values: [Substring: String] = [:]
        for line in text.split(separator: "\n") {
            guard let equals = line.firstIndex(of: "=") else { continue }
            values[line[..<equals]] = line[line.index(after: equals)...]
                .filter { $0 != "\"" && $0 != "'" }
        }
        guard let distribution = values["ID"], let codename = values["VERSION_CODENAME"],
            ["debian", "ubuntu"].contains(distribution)
        else {
            throw BoxError(
                "a base tree can be made on Debian and Ubuntu only; give one with "
                    + "diorama setup os --rootfs PATH")
        }
        self.distribution = distribution
        self.codename = codename
    }

    /// A word for trees of this release that are made as they are here.
    var name: String {
        // FNV-1a: short, and the same in every process.
        let recipe =
            HostRelease.packages + HostRelease.excludes + [TreeScript.unpack, TreeScript.ubuntu]
        let digest = recipe.joined(separator: " ").utf8.reduce(0x811c_9dc5 as UInt32) {
            ($0 ^ UInt32($1)) &* 0x0100_0193
        }
        return "\(distribution)-\(codename)-\(String(digest, radix: 16))"
    }

    /// Writes an archive of a new tree, made by mmdebstrap from the packages that the host's own
    /// apt is configured for, whose signatures apt verifies.
    func write(to archive: String, progress: (String) -> Void) throws(BoxError) {
        guard Program.path(of: "mmdebstrap") != nil else {
            throw BoxError("mmdebstrap is missing; install Debian's mmdebstrap and uidmap")
        }
        let sources = sources
        guard !sources.isEmpty else {
            throw BoxError(
                "the host's apt knows no source for \(codename); add one to /etc/apt/sources.list")
        }
        var lastLine = ""
        // What it mounts is gone with it even where it is killed.
        let prefix =
            geteuid() == 0 && Program.path(of: "unshare") != nil ? ["unshare", "--mount"] : []
        let result = try Program.run(
            prefix + [
                "mmdebstrap", geteuid() == 0 ? "--mode=root" : "--mode=unshare",
                "--variant=minbase", "--format=tar", "--skip=output/dev",
                "--include=\(HostRelease.packages.joined(separator: ","))",
                "--aptopt=APT::Install-Recommends \"false\"", codename, archive,
            ] + HostRelease.excludes.map { "--dpkgopt=\($0)" } + sources
        ) { line in
            if line.hasPrefix("I: ") { progress(String(line.dropFirst(3))) }
            if line.hasPrefix("E: ") { lastLine = line }
        }
        guard result.status == 0 else {
            throw BoxError("mmdebstrap failed: \(lastLine.isEmpty ? result.output : lastLine)")
        }
    }

    /// The host's sources of this release: files in apt's newer format, lines of the older one.
    private var sources: [String] {
        let folder = "/etc/apt/sources.list.d"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var found: [String] = []
        for path in ["/etc/apt/sources.list"] + names.sorted().map({ "\(folder)/\($0)" }) {
            let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            for line in text.split(separator: "\n") {
                let words = line.split(separator: " ")
                if path.hasSuffix(".sources") {
                    guard words.first == "Suites:", words.contains(Substring(codename)) else {
                        continue
                    }
                    found.append(path)
                    break
                } else if words.first == "deb", path.hasSuffix(".list"),
                    words.contains(where: { $0 == codename || $0.hasPrefix("\(codename)-") })
                {
                    found.append(String(line))
                }
            }
        }
        return found
    }
}
