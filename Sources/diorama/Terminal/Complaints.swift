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
            Complaints.write("… and \(count - Complaints.shown) more rows that cannot be read")
        }
    }

    private static func write(_ text: String) {
        let output = Output.error()
        output.writeLine("diorama: \(text.printable)")
    }
}
