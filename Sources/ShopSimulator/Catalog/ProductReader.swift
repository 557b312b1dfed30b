import JSONTree

/// What is wrong with a product of a catalog.
struct ProductFault: Error, Hashable {
    /// The field at fault.
    var field: String
    /// What is wrong with it.
    var message: String
}

/// Reads products as the original cleans them.
enum ProductReader {
    /// The product of a row; `nil` for rows that the original passes over.
    ///
    /// - Throws: ``ProductFault`` for rows that would stop the original.
    static func product(_ row: JSON) throws(ProductFault) -> Product? {
        guard row.object != nil else {
            throw ProductFault(field: "it", message: "is \(row.kind), not an object")
        }
        let asin = try text("asin", of: row)
        if asin == "nan" || asin.unicodeScalars.count > 10 { return nil }
        let (tag, prices) = try price(of: row)
        return Product(
            asin: asin, title: try text("name", of: row), priceTag: tag, prices: prices,
            options: try options(of: row),
            description: try text("full_description", of: row),
            bulletPoints: try bulletPoints(of: row), category: try text("category", of: row),
            query: try text("query", of: row).pythonLowercased.pythonStripped,
            productCategory: try text("product_category", of: row), image: try image(of: row))
    }

    private static func value(_ field: String, of row: JSON) throws(ProductFault) -> JSON {
        guard let value = row[field] else {
            throw ProductFault(field: field, message: "is missing")
        }
        return value
    }

    private static func text(_ field: String, of row: JSON) throws(ProductFault) -> String {
        let value = try value(field, of: row)
        guard let text = value.string else {
            throw ProductFault(field: field, message: "is \(value.kind), not a string")
        }
        return text
    }

    private static func image(of row: JSON) throws(ProductFault) -> String {
        guard let first = try value("images", of: row).array?.first else {
            throw ProductFault(field: "images", message: "is not a list with a picture")
        }
        return first.string ?? ""
    }

    private static func bulletPoints(of row: JSON) throws(ProductFault) -> [String] {
        let value = try value("small_description", of: row)
        if let text = value.string { return [text] }
        guard let lines = value.array?.map(\.string), !lines.contains(nil) else {
            throw ProductFault(
                field: "small_description", message: "is neither a string nor a list of strings")
        }
        return lines.compactMap { $0 }
    }

    /// The price tag and the price, or the two ends of its range.
    private static func price(of row: JSON) throws(ProductFault) -> (String, [Double]) {
        guard let value = row["pricing"], !value.isNull, value != "" else {
            return ("$100.0", [100])
        }
        guard let text = value.string else {
            throw ProductFault(field: "pricing", message: "is \(value.kind), not a string")
        }
        let parts = text.unicodeScalars.split(
            separator: "$", omittingEmptySubsequences: false
        ).dropFirst()
        var prices: [Double] = []
        for part in parts {
            var digits = ""
            for scalar in part {
                if scalar == "." {
                    digits += "."
                } else if scalar.properties.numericType == .decimal {
                    digits += "\(Int(scalar.properties.numericValue ?? 0))"
                }
            }
            let isNumber =
                digits.utf8.filter { $0 == UInt8(ascii: ".") }.count < 2 && digits != "."
                && !digits.isEmpty
            if digits.hasPrefix(".") { digits = "0" + digits }
            if digits.hasSuffix(".") { digits += "0" }
            guard isNumber, let price = Double(digits) else {
                throw ProductFault(field: "pricing", message: "holds no price in “\(text)”")
            }
            prices.append(price)
        }
        guard let first = prices.first else {
            throw ProductFault(field: "pricing", message: "holds no price in “\(text)”")
        }
        let low = PythonRepresentation.of(first)
        guard prices.count > 1 else { return ("$\(low)", [first]) }
        return ("$\(low) to $\(PythonRepresentation.of(prices[1]))", Array(prices[..<2]))
    }

    private static func options(of row: JSON) throws(ProductFault) -> [Product.OptionGroup] {
        let value = try value("customization_options", of: row)
        if value.isNull || value == "" || value == [] || value == false { return [] }
        guard let groups = value.object else {
            throw ProductFault(
                field: "customization_options", message: "is \(value.kind), not an object")
        }
        var result: [Product.OptionGroup] = []
        for member in groups where !member.value.isNull {
            let name = member.key.pythonLowercased
            var values: [String] = []
            for content in member.value.array ?? [] {
                guard let value = content["value"]?.string else {
                    throw ProductFault(
                        field: "customization_options",
                        message: "has an option without a value in “\(member.key)”")
                }
                values.append(cleaned(value))
            }
            guard member.value.array != nil else {
                throw ProductFault(
                    field: "customization_options",
                    message: "is \(member.value.kind) at “\(member.key)”, not a list")
            }
            let group = Product.OptionGroup(name: name, values: values)
            if let place = result.firstIndex(where: { $0.name.isSame(as: name) }) {
                result[place] = group
            } else {
                result.append(group)
            }
        }
        return result
    }

    /// `A/B` becomes `a | b`.
    private static func cleaned(_ value: String) -> String {
        var text = String.UnicodeScalarView()
        for scalar in value.pythonStripped.unicodeScalars {
            if scalar == "/" {
                text.append(contentsOf: " | ".unicodeScalars)
            } else {
                text.append(scalar)
            }
        }
        return String(text).pythonLowercased
    }
}

extension StringProtocol {
    /// Whether both are the same code points; `==` takes two spellings of `é` for one.
    func isSame(as other: some StringProtocol) -> Bool {
        utf8.elementsEqual(other.utf8)
    }
}
