import Environments
import JSONTree
import Testing

@testable import ShopSimulator

@Suite struct PageTests {
    /// A page with a value in two groups.
    private static func page() throws -> PageContent {
        let product = Product(
            asin: "B000000001", title: "Tea & <pots>", priceTag: "$5.0", prices: [5],
            options: [
                Product.OptionGroup(name: "size", values: ["one", "\"two\""]),
                Product.OptionGroup(name: "sort", values: ["one"]),
            ])
        var builder = IndexBuilder()
        builder.add(asin: product.asin, text: product.searchText)
        let index = SearchIndex(try IndexImage(owning: builder.build(stamp: 0)))
        return try PageContent(
            ShownPage(kind: .item, product: 0), instruction: "buy 'it'", showsAttributes: false,
            in: Shelves([product], index: index))
    }

    @Test func `A document reads as its text does, and has what the original looks for`() throws {
        let page = try Self.page()
        let html = page.document
        var texts: [String] = []
        for part in html.split(separator: "<").dropFirst() {
            let text = part.split(separator: ">", maxSplits: 1).dropFirst().joined()
            if !text.contains("\n") || text.first != "\n" { texts.append(text) }
        }
        let read = texts.map {
            $0.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
                .replacing("&#34;", with: "\"").replacing("&#39;", with: "'")
                .replacing("&amp;", with: "&").pythonStripped
        }.filter { !$0.isEmpty }
        #expect(read.joined(separator: " [SEP] ") == page.separatedText)
        #expect(
            html.contains(
                "<div id=\"instruction-text\">\n<h4>Instruction:<br>buy &#39;it&#39;</h4>"))
        #expect(html.contains("<input type=\"radio\" name=\"size\" value=\"one\">"))
        #expect(html.contains("<input type=\"radio\" name=\"sort\" value=\"one\">"))
        #expect(html.contains("<button class=\"btn\">Buy Now</button>"))
    }

    @Test func `ETO opens with the bare page and answers a message without an action`() throws {
        let world = try ShopWorld(
            path: ShippedWorldTests.bazaar, ShopWorld.Behavior(version: .eto))
        var visit = world.makeEnvironment()
        let opening = try visit.reset(to: "human:0", seed: 0)
        #expect(opening.observation.hasPrefix("WebShop [SEP] "))
        let missing = try visit.step(reply: "I shall search[tea].")
        #expect(
            missing.observation
                == "Observation: Invalid format. The input must contains 'Action: '")
        #expect(missing.end == nil)
        let step = try visit.step(reply: "Thought: tea.\nAction: search[tea]")
        #expect(step.observation.hasPrefix("Observation:\nInstruction: [SEP] "))
        for _ in 0..<7 { _ = try visit.step(reply: "nothing") }
        let last = try visit.step(reply: "nothing")
        #expect(last.end == .truncated && last.reward == 0)
    }
}
