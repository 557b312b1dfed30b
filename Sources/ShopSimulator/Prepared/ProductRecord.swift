/// A product with its notes, as a prepared catalog keeps it.
struct ProductRecord {
    var product: Product
    var notes: ProductNotes

    /// What does not stand in columns of its own.
    var bytes: [UInt8] {
        var writer = RecordWriter()
        writer.add(product.prices) { $0.add($1) }
        writer.add(product.options) {
            $0.add($1.name)
            $0.add($1.values)
        }
        writer.add(product.description)
        writer.add(product.bulletPoints)
        writer.add(product.attributes)
        writer.add(product.category)
        writer.add(product.query)
        writer.add(product.productCategory)
        writer.add(product.image)
        writer.add(product.drawnPrice.map { [$0] } ?? []) { $0.add($1) }
        writer.add(product.nouns.map { [$0] } ?? []) { $0.add($1) }
        writer.add(notes.instruction.map { [$0] } ?? [])
        writer.add(notes.instructionAttributes)
        writer.add(notes.written) {
            $0.add($1.instruction)
            $0.add($1.attributes)
            $0.add($1.options)
        }
        return writer.bytes
    }

    init(_ product: Product, _ notes: ProductNotes) {
        self.product = product
        self.notes = notes
    }

    /// Reads a record; `nil` if it is damaged.
    init?(_ card: ProductCard, _ bytes: [UInt8]) {
        var reader = RecordReader(bytes)
        product = Product(
            asin: card.asin, title: card.title, priceTag: card.priceTag,
            prices: reader.list { $0.double() },
            options: reader.list {
                Product.OptionGroup(name: $0.text(), values: $0.texts())
            }, description: reader.text(), bulletPoints: reader.texts(),
            attributes: reader.texts(), category: reader.text(), query: reader.text(),
            productCategory: reader.text(), image: reader.text())
        product.drawnPrice = reader.list { $0.double() }.first
        product.nouns = reader.list { $0.texts() }.first
        notes = ProductNotes()
        notes.attributes = product.attributes
        notes.instruction = reader.texts().first
        notes.instructionAttributes = reader.texts()
        notes.written = reader.list {
            HumanInstruction(
                instruction: $0.text(), attributes: $0.texts(), options: $0.texts())
        }
        if reader.isBroken { return nil }
    }
}
