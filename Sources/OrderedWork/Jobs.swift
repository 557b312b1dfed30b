import FoundationEssentials

/// How much is done at the same time.
public enum Jobs {
    /// Where nobody says: three for each processor, because episodes of the shell wait for their
    /// programs.
    public static var usual: Int { 3 * ProcessInfo.processInfo.activeProcessorCount }
}
