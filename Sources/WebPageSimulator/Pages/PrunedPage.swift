/// The part of a page that a question about some of its elements shows.
public struct PrunedPage: Sendable {
    /// One of the elements in question, as the question offers it.
    public struct Choice: Hashable, Sendable {
        /// The element's name in the record.
        public var id: String
        /// The element's index in the page.
        public var node: Int
        /// The beginning of the element as it is printed.
        public var text: String
    }

    /// How much around a candidate is kept.
    enum Reach {
        /// Levels of descendants: children are the first.
        static let levels = 6
        static let descendants = 50
        /// On either side.
        static let siblings = 3
    }

    /// How many words of an element are offered.
    private static let choiceWords = 10

    private enum State: UInt8 {
        case kept, removed, spliced
    }

    private let page: Page
    private var states: [State]
    private var childCounts: [Int32]
    /// By number of id: whether it is a candidate.
    private var isCandidate: [Bool]
    /// By number of id: which number it is printed as; -1 if none.
    private var printedNumbers: [Int32]
    private var candidates: [Int] = []

    /// Prunes a page to what is around candidates.
    init(_ page: Page, numbers: [Int32]) {
        let print = page.print
        self.page = page
        states = [State](repeating: .kept, count: print.pieces.count)
        childCounts = [Int32](repeating: 0, count: print.pieces.count)
        isCandidate = [Bool](repeating: false, count: print.firstNodes.count)
        printedNumbers = [Int32](repeating: -1, count: print.firstNodes.count)
        var isKept = [Bool](repeating: false, count: print.firstNodes.count)
        for number in numbers where number > 0 {
            isCandidate[Int(number)] = true
            if let node = print.firstNodes[Int(number)] {
                PrunedPage.keep(around: node, of: print, in: &isKept)
            }
        }
        prune(print, isKept)
        number(print)
    }

    /// Marks what is kept around a candidate: what it is in, what is in it and what is beside it.
    private static func keep(around node: Int, of print: PagePrint, in isKept: inout [Bool]) {
        let pieces = print.pieces
        isKept[Int(pieces[node].id)] = true
        var ancestor = Int(pieces[node].parent)
        while ancestor >= 0 {
            isKept[Int(pieces[ancestor].id)] = true
            ancestor = Int(pieces[ancestor].parent)
        }
        var count = 0
        var index = node + 1
        // The ends of the elements that are open here; as many as the levels.
        var ends: [Int32] = []
        while index < Int(pieces[node].end), count < Reach.descendants {
            while let end = ends.last, end <= index { ends.removeLast() }
            isKept[Int(pieces[index].id)] = true
            count += 1
            if ends.count + 1 < Reach.levels {
                ends.append(pieces[index].end)
                index += 1
            } else {
                index = Int(pieces[index].end)
            }
        }
        guard pieces[node].parent >= 0 else { return }
        keepSiblings(of: node, print, in: &isKept)
    }

    private static func keepSiblings(
        of node: Int, _ print: PagePrint, in isKept: inout [Bool]
    ) {
        let pieces = print.pieces
        let parent = Int(pieces[node].parent)
        var before: [Int] = []
        var child = parent + 1
        while child < node {
            if !pieces[child].isText { before.append(child) }
            child = Int(pieces[child].end)
        }
        for sibling in before.suffix(Reach.siblings) { isKept[Int(pieces[sibling].id)] = true }
        var after = 0
        child = Int(pieces[node].end)
        while child < Int(pieces[parent].end), after < Reach.siblings {
            if !pieces[child].isText {
                isKept[Int(pieces[child].id)] = true
                after += 1
            }
            child = Int(pieces[child].end)
        }
    }

    /// Decides of every node, the last first, whether it stays, goes, or gives way to its child.
    private mutating func prune(_ print: PagePrint, _ isKept: [Bool]) {
        let pieces = print.pieces
        var hasText = [Bool](repeating: false, count: pieces.count)
        for index in stride(from: pieces.count - 1, through: 0, by: -1) {
            let piece = pieces[index]
            let parent = Int(piece.parent)
            guard parent >= 0 else { continue }
            let deciding = piece.isText ? pieces[parent].id : piece.id
            guard isKept[Int(deciding)] else {
                states[index] = .removed
                continue
            }
            let keepsId = !piece.isText && isCandidate[Int(piece.id)]
            if piece.attributeCount == 0, !keepsId, !piece.isText, !hasText[index],
                childCounts[index] <= 1
            {
                states[index] = .spliced
                childCounts[parent] += childCounts[index]
            } else {
                childCounts[parent] += 1
                if piece.isText { hasText[parent] = true }
            }
        }
    }

    /// Numbers the candidates in the order in which they are printed.
    private mutating func number(_ print: PagePrint) {
        var next: Int32 = 0
        var index = 0
        while index < print.pieces.count {
            let piece = print.pieces[index]
            if states[index] == .removed {
                index = Int(piece.end)
                continue
            }
            if !piece.isText, isCandidate[Int(piece.id)] {
                candidates.append(index)
                if printedNumbers[Int(piece.id)] < 0 {
                    printedNumbers[Int(piece.id)] = next
                    next += 1
                }
            }
            index += 1
        }
    }

    /// The page as the question prints it.
    public var text: String {
        page.nodes.isEmpty ? "" : String(decoding: printed(0), as: UTF8.self)
    }

    /// The candidates in the order of the page, as the question offers them.
    public var choices: [Choice] {
        candidates.map { node in
            let words = PrunedPage.prefix(of: printed(node), words: PrunedPage.choiceWords)
            return Choice(
                id: page.nodes[node].id, node: node, text: String(decoding: words, as: UTF8.self))
        }
    }

    /// The first words of a text in which single blanks separate them.
    private static func prefix(of bytes: [UInt8], words: Int) -> ArraySlice<UInt8> {
        var blanks = 0
        for (index, byte) in bytes.enumerated() where byte == 0x20 {
            blanks += 1
            if blanks == words { return bytes[..<index] }
        }
        return bytes[...]
    }

    /// Whether the question shows a node.
    func shows(_ node: Int) -> Bool {
        states[node] == .kept
    }

    /// The candidates' node indices, in the order of the page.
    var candidateNodes: [Int] { candidates }

    /// The page, whole.
    var whole: Page { page }

    /// Prints a node with everything that is left in it.
    private func printed(_ root: Int) -> [UInt8] {
        let print = page.print
        var output: [UInt8] = []
        output.reserveCapacity(4096)
        var open: [Int] = []
        var index = root
        let end = Int(print.pieces[root].end)
        while index < end || !open.isEmpty {
            while let last = open.last, index >= Int(print.pieces[last].end) {
                close(last, print, to: &output)
                open.removeLast()
            }
            guard index < end else { continue }
            let piece = print.pieces[index]
            switch states[index] {
            case .removed:
                index = Int(piece.end)
                continue
            case .spliced where index != root: break
            case .spliced, .kept:
                begin(piece, isEmpty: isEmpty(index, piece), print, to: &output)
                if isEmpty(index, piece) {
                    print.append(piece.tail, to: &output)
                } else {
                    open.append(index)
                }
            }
            index += 1
        }
        PageEdits.apply(to: &output)
        return output
    }

    private func isEmpty(_ index: Int, _ piece: PagePrint.Piece) -> Bool {
        childCounts[index] == 0 && !piece.hasText
    }

    private func begin(
        _ piece: PagePrint.Piece, isEmpty: Bool, _ print: PagePrint, to output: inout [UInt8]
    ) {
        output.append(UInt8(ascii: "<"))
        print.append(piece.name, to: &output)
        if !piece.isText, isCandidate[Int(piece.id)] {
            output += [0x20, 0x69, 0x64, 0x3D, 0x20]
            output += Array(String(printedNumbers[Int(piece.id)]).utf8)
            output.append(0x20)
        }
        print.append(piece.attributes, to: &output)
        if isEmpty { output.append(UInt8(ascii: "/")) }
        output.append(UInt8(ascii: ">"))
        print.append(piece.text, to: &output)
    }

    private func close(_ index: Int, _ print: PagePrint, to output: inout [UInt8]) {
        let piece = print.pieces[index]
        output += [UInt8(ascii: "<"), UInt8(ascii: "/")]
        print.append(piece.name, to: &output)
        output.append(UInt8(ascii: ">"))
        print.append(piece.tail, to: &output)
    }
}

extension Page {
    /// Prunes the page to what is around candidates, as a question about them shows it.
    ///
    /// - Parameter candidates: names of elements in the record; those the page lacks are ignored.
    public func pruned(to candidates: some Sequence<String>) -> PrunedPage {
        PrunedPage(self, numbers: candidates.compactMap { print.idNumbers[$0] })
    }
}
