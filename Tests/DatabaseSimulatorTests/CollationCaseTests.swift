import Testing

@testable import DatabaseSimulator

@Suite struct CollationCaseTests {
    @Test(arguments: [
        ("Éva", "ÉVA"), ("straße", "STRAßE"), ("ÿ", "Ÿ"), ("ǆ", "Ǆ"), ("ǅ", "Ǆ"), ("ı", "I"),
        ("ſ", "S"), ("µ", "Μ"), ("ﬁ", "ﬁ"), ("ა", "ა"), ("ꭰ", "Ꭰ"), ("𐐨", "𐐀"), ("ᾳ", "ᾼ"),
        ("李 1", "李 1"), ("", ""), ("a\u{301}", "A\u{301}"),
    ])
    func `Capitals are one to one and of Unicode 9`(_ text: String, _ capitals: String) {
        #expect(text.mysqlUppercased().unicodeScalars.elementsEqual(capitals.unicodeScalars))
    }

    @Test(arguments: [
        ("ÉVA", "éva"), ("STRAẞE", "straße"), ("İ", "i"), ("Σ", "σ"),
        ("ΑΣ", "ας".replacing("ς", with: "σ")),
        ("K", "k"), ("Ǆ", "ǆ"), ("Ꭰ", "ꭰ"), ("Ა", "Ა"), ("𐐀", "𐐨"),
    ])
    func `Small letters are one to one and of Unicode 9`(_ text: String, _ small: String) {
        #expect(text.mysqlLowercased().unicodeScalars.elementsEqual(small.unicodeScalars))
    }

    @Test func `Names differ by accents and not by case`() {
        #expect(Collation.identifierKey("Customer_ID") == "customer_id")
        #expect(Collation.identifierKey("ÉCOLE") == Collation.identifierKey("école"))
        #expect(Collation.identifierKey("école") != Collation.identifierKey("ecole"))
        #expect(Collation.identifierKey("𐐀") == "𐐀")
    }
}
