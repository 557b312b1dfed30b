/// Something that is measured.
protocol Benchmark {
    /// Measures, and reports each figure as soon as it is known.
    func run(_ report: (Measurement) -> Void) async throws
}
