import FoundationEssentials
import Glibc
import SeededRandom

/// A catalog of any size, made of words of our own, in the form of WebShop's files.
///
/// It stands in for the real catalog of 1.18 million products: few words are in most products and
/// most words in few, as in any language.
struct MadeCatalog {
    let count: Int
    private static let words = 60_000
    private static let syllables = [
        "ba", "ko", "ri", "ten", "lo", "mas", "pu", "ven", "da", "sil", "gor", "ne", "fa", "tur",
        "mi", "lex",
    ]

    /// A word by its rank: the frequent ones are short.
    static func word(_ rank: Int) -> String {
        var text = ""
        var rest = rank + 16
        while rest > 0 {
            text += syllables[rest % syllables.count]
            rest /= syllables.count
        }
        return text
    }

    /// Some words, the frequent ones more often.
    static func text(_ count: Int, using chance: inout SeededGenerator) -> String {
        (0..<count).map { _ in
            let share = Double.random(in: 0..<1, using: &chance)
            return word(Int(exp(share * log(Double(words)))) - 1)
        }.joined(separator: " ")
    }

    /// Writes the files into a folder.
    func write(to folder: String) throws {
        guard let products = fopen("\(folder)/items_shuffle.json", "w"),
            let entries = fopen("\(folder)/items_ins_v2.json", "w"),
            let written = fopen("\(folder)/items_human_ins.json", "w")
        else { throw CocoaError(.fileWriteUnknown) }
        defer { for file in [products, entries, written] { fclose(file) } }
        var chance = SeededGenerator(seed: 118)
        var queries: [String] = []
        for _ in 0..<2000 { queries.append(Self.text(2, using: &chance)) }
        for number in 0..<count {
            let digits = String(number, radix: 36, uppercase: true)
            let asin = "M" + String(repeating: "0", count: 9 - digits.count) + digits
            let title = Self.text(12, using: &chance)
            let attributes = (0..<2).map { _ in Self.text(2, using: &chance) }
            let query = queries.randomElement(using: &chance) ?? ""
            let options =
                number % 2 == 0
                ? "\"\""
                : "{\"Color\": [{\"value\": \"\(Self.text(1, using: &chance))\"}, "
                    + "{\"value\": \"\(Self.text(1, using: &chance))\"}]}"
            let start = number == 0 ? "[\n" : ",\n"
            fputs(
                "\(start){\"asin\": \"\(asin)\", \"name\": \"\(title)\", \"full_description\": "
                    + "\"\(Self.text(18, using: &chance))\", \"small_description\": "
                    + "[\"\(Self.text(8, using: &chance))\"], \"pricing\": \"$\(number % 300).5\", "
                    + "\"product_category\": \"A › \(query)\", \"category\": \"c\(number % 5)\", "
                    + "\"query\": \"\(query)\", \"images\": [\"\"], "
                    + "\"customization_options\": \(options)}", products)
            let list = "[\"\(attributes[0])\", \"\(attributes[1])\"]"
            let entryStart = number == 0 ? "{\n" : ",\n"
            fputs("\(entryStart)\"\(asin)\": {\"attributes\": \(list)}", entries)
            if number % 100 == 0 {
                fputs(
                    "\(entryStart)\"\(asin)\": [{\"instruction\": \"i want \(attributes[0]) "
                        + "\(query) \(title)\", \"instruction_attributes\": \(list), "
                        + "\"instruction_options\": []}]", written)
            }
        }
        fputs("]\n", products)
        fputs("}\n", entries)
        fputs("}\n", written)
    }
}
