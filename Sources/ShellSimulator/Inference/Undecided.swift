/// Why an observation stays undecided.
enum Undecided {
    static func reason(_ command: String, _ recorded: RecordedText, _ replayed: RecordedText)
        -> String
    {
        let programs = Set(ShellCommand(command).atoms.map(\.name))
        let network: Set<String> = [
            "curl", "wget", "apt", "apt-get", "ping", "netstat", "ifconfig", "ip", "ss", "pip",
            "npm",
        ]
        if !programs.isDisjoint(with: network) { return "network" }
        let complaints = replayed.lines.compactMap(Complaint.init).filter { $0.kind == .notFound }
        if !complaints.isEmpty,
            !recorded.lines.contains(where: { Complaint($0)?.kind == .notFound })
        {
            return "missing-program"
        }
        if !programs.isDisjoint(with: ["ps", "top", "uptime", "who", "w", "last", "pgrep"]) {
            return "process-table"
        }
        if !programs.isDisjoint(with: ["free", "df", "nproc", "lscpu", "uname", "lsblk"])
            || command.contains("/proc/") || command.contains("/sys/")
        {
            return "kernel-or-host"
        }
        if !programs.isDisjoint(with: ["md5sum", "sha1sum", "sha256sum", "sha512sum", "cksum"]) {
            return "digest"
        }
        return recorded.isCut ? "truncated" : "no-rule"
    }
}
