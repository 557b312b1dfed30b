/// What a box may use.
public struct BoxLimits: Hashable, Sendable {
    /// Processes of the box, for each of its users.
    public var processes: UInt = 256
    /// Bytes that all changed files of the box may take, in memory.
    public var changedBytes: UInt = 256 << 20
    /// How many files may be changed.
    public var changedFiles: UInt = 100_000
    /// Bytes of memory for the whole box, where control groups can be had.
    public var memory: UInt = 1 << 30
    /// Bytes of addresses of a process.
    public var addressSpace: UInt = 2 << 30
    /// Seconds of processor time of a process.
    public var processorSeconds: UInt = 60
    /// Bytes of a file.
    public var fileBytes: UInt = 256 << 20
    /// Open files of a process.
    public var openFiles: UInt = 1024

    /// The usual limits.
    public init() {}

    /// The limits of a box whose processes cannot be limited together: none of them may have more
    /// memory than the box.
    var withoutGroups: BoxLimits {
        var limits = self
        limits.addressSpace = min(addressSpace, memory)
        return limits
    }
}
