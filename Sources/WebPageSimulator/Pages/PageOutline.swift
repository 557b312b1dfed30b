import MarkupKit

/// A page in the making: nodes with their parents, some of them to be dropped.
struct PageOutline {
    enum Fate {
        case kept, removed
        /// Gives way to what is in it.
        case spliced
    }

    /// In the order in which they begin; the ends are not set.
    var nodes: [PageNode] = []

    /// The page without what is removed and spliced, laid out as the original's pages are: every
    /// element on a line of its own.
    func page(_ fates: [Fate]) -> Page {
        var result: [PageNode] = []
        var places = [Int](repeating: -1, count: nodes.count)
        var isGone = [Bool](repeating: false, count: nodes.count)
        for (index, node) in nodes.enumerated() {
            let isParentGone = node.parent >= 0 && isGone[node.parent]
            isGone[index] = isParentGone || fates[index] == .removed
            let parentPlace = node.parent >= 0 ? places[node.parent] : -1
            guard !isGone[index], fates[index] == .kept else {
                places[index] = parentPlace
                continue
            }
            places[index] = result.count
            var copy = node
            copy.parent = parentPlace
            copy.end = result.count + 1
            copy.tail = parentPlace < 0 ? nil : "\n"
            result.append(copy)
        }
        PageOutline.close(&result)
        return Page(nodes: result)
    }

    /// Sets the ends, and the text before first children, from the parents.
    private static func close(_ nodes: inout [PageNode]) {
        for index in stride(from: nodes.count - 1, through: 0, by: -1) {
            let parent = nodes[index].parent
            guard parent >= 0 else { continue }
            nodes[parent].end = max(nodes[parent].end, nodes[index].end)
            if nodes[parent].text == nil { nodes[parent].text = "\n" }
        }
    }
}
