/// What one statement may take at most.
struct ExecutionLimits: Hashable, Sendable {
    /// The wall time after which a statement is stopped.
    var statementTime = Duration.seconds(10)
    /// The most rows of a result.
    var rows = 1_000_000
    /// The most bytes of a result, about.
    var resultBytes = 256 << 20
    /// The most bytes of one value: MySQL's default `max_allowed_packet`.
    var valueBytes = 64 << 20
}
