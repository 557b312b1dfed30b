/// Fractions near a number, by growing denominators.
struct Fraction: Hashable {
    var numerator: Int
    var denominator: Int

    /// The convergents of a number's continued fraction, and the last fractions between them.
    static func near(_ number: Double, limit: Int = 1_000_000) -> [Fraction] {
        guard number.isFinite, number.magnitude < 1e12 else { return [] }
        let isNegative = number < 0
        var rest = number.magnitude
        var (before, last) = (
            Fraction(numerator: 0, denominator: 1), Fraction(numerator: 1, denominator: 0)
        )
        var found: [Fraction] = []
        for _ in 0..<24 {
            let whole = rest.rounded(.down)
            guard whole < 1e12 else { break }
            let step = Int(whole)
            if last.denominator > 0 {
                for part in [step / 2, step - 1] where part > 0 {
                    found.append(last.times(part, plus: before))
                }
            }
            let next = last.times(step, plus: before)
            guard next.denominator <= limit else { break }
            found.append(next)
            (before, last) = (last, next)
            let remainder = rest - whole
            guard remainder > 1e-12 else { break }
            rest = 1 / remainder
        }
        return found.filter { $0.denominator > 0 && $0.denominator <= limit }.map {
            isNegative
                ? Fraction(numerator: -$0.numerator, denominator: $0.denominator) : $0
        }
    }

    private func times(_ factor: Int, plus other: Fraction) -> Fraction {
        let (first, overflows) = numerator.multipliedReportingOverflow(by: factor)
        let (second, overflowsToo) = denominator.multipliedReportingOverflow(by: factor)
        guard !overflows, !overflowsToo else { return Fraction(numerator: 0, denominator: Int.max) }
        return Fraction(
            numerator: first &+ other.numerator, denominator: second &+ other.denominator)
    }
}
