import Replay

/// A recorded and a replayed text for a reader: what differs is marked, and long stretches that do
/// not are left out.
struct DifferenceText {
    private let old: [TextDifference.Stretch]
    private let new: [TextDifference.Stretch]?
    private let width: Int

    init(recorded: String, replayed: String?, width: Int) {
        self.width = max(30, width)
        let difference = TextDifference(from: recorded, to: replayed ?? recorded)
        old = difference.old
        new = replayed == nil ? nil : difference.new
    }

    func recorded(_ style: Style) -> String { text(of: old, style.red) }

    func replayed(_ style: Style) -> String? { new.map { text(of: $0, style.green) } }

    private func text(
        of stretches: [TextDifference.Stretch], _ mark: (String) -> String
    ) -> String {
        let length = stretches.reduce(0) { $0 + $1.text.count }
        if length == 0 { return mark("(nothing)") }
        let isLong = length > width
        var result = ""
        for (index, stretch) in stretches.enumerated() {
            if stretch.isChanged {
                result += mark(visible(stretch.text, isLong: isLong))
            } else {
                result += shortened(
                    stretch.text, isFirst: index == 0, isLast: index == stretches.count - 1,
                    isLong: isLong)
            }
        }
        return result
    }

    /// A changed stretch; blanks alone are made visible.
    private func visible(_ text: String, isLong: Bool) -> String {
        let cut = isLong ? text.cut(to: 4 * width) : text
        return cut.allSatisfy { $0 == " " } ? cut.replacing(" ", with: "·") : cut.printable
    }

    /// An unchanged stretch of a long text: as much as tells where one is.
    private func shortened(
        _ text: String, isFirst: Bool, isLast: Bool, isLong: Bool
    ) -> String {
        let kept = isFirst && isLast ? width : width / 4
        guard isLong, text.count > kept else { return text.printable }
        if isFirst && isLast { return text.cut(to: width).printable }
        if isFirst { return "…" + String(text.suffix(kept)).printable }
        if isLast { return String(text.prefix(kept)).printable + "…" }
        guard text.count > kept + 8 else { return text.printable }
        return String(text.prefix(kept / 2)).printable + " … "
            + String(text.suffix(kept / 2)).printable
    }
}
