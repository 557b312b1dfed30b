/// Lines on standard error about input that cannot be read; beyond some, only their number.
struct Complaints {
    private static let shown = 20

    private(set) var count = 0

    mutating func add(_ text: String) {
        count += 1
        if count <= Complaints.shown { Complaints.write(text) }
    }

    func finish() {
        if count > Complaints.shown {
            Complaints.write("… and \(count - Complaints.shown) more that cannot be read")
        }
    }

    /// Tells all of some complaints at once.
    static func tell(_ texts: [String]) {
        var complaints = Complaints()
        for text in texts { complaints.add(text) }
        complaints.finish()
    }

    private static func write(_ text: String) {
        let output = Output.error()
        output.writeLine("diorama: \(text.printable)")
    }
}
