/// The addresses of pages, which the original also reads to know where it is.
enum PageAddress {
    private static let base = "http://127.0.0.1:3000"

    /// The address of a page.
    ///
    /// - Parameter asin: the product of the page.
    static func of(_ page: ShownPage, session: String, asin: String) -> String {
        let keywords = page.keywords.joined(separator: "+")
        switch page.kind {
        case .index: return "\(base)/\(session)"
        case .results: return "\(base)/search_results/\(session)/\(keywords)/\(page.number)"
        case .item:
            let options = PythonRepresentation.json(page.choices)
            return "\(base)/item_page/\(session)/\(asin)/\(keywords)/\(page.number)/\(options)"
        case .description, .features, .reviews, .attributes:
            let options = PythonRepresentation.of(page.choices)
            return "\(base)/item_sub_page/\(session)/\(asin)/\(keywords)/\(page.number)/"
                + "\(page.subpage ?? "")/\(options)"
        case .done:
            return "\(base)/done/\(session)/\(asin)/\(PythonRepresentation.of(page.choices))"
        }
    }

    /// The page that the original takes an address for: the first of these words in it counts,
    /// wherever it stands.
    static func kind(of url: String) -> ShownPage.Kind {
        if url.holds("search_results") { return .results }
        if url.holds("item_page") { return .item }
        if url.holds("item_sub_page") { return .description }
        return url.holds("done") ? .done : .index
    }
}
