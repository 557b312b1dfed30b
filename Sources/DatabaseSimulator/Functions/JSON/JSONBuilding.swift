import JSONTree
import SQLiteKit

/// Functions that make documents from values.
enum JSONBuilding {
    /// `CAST(x AS JSON)`; the letter of the argument's ``JSONArgument`` follows it.
    static let cast = FunctionImplementation("mysql_cast_json") {
        (arguments, _) throws(StatementFailure) in
        let value = arguments[0]
        guard !value.isNull, let code = arguments.jsonCodes(at: 1).first else { return .null }
        switch code {
        case .json: return value
        case .string:
            return .text(try document(value.shown, argument: 1, of: "cast_as_json").text())
        case .varbinary, .binary, .blob: throw .binaryJSON
        default: return .text(code.json(value).text())
        }
    }

    /// Reads a text that must be JSON.
    static func document(
        _ text: String, argument: Int, of function: String
    ) throws(StatementFailure) -> JSON {
        do throws(JSONFault) {
            return try JSONReader.read(text)
        } catch {
            throw .invalidJSON(error, argument: argument, of: function)
        }
    }

    /// `JSON_ARRAY(…)`; the letters of all arguments follow them.
    static let array = FunctionImplementation("mysql_json_array") { (arguments, _) in
        let count = arguments.count - 1
        let codes = arguments.jsonCodes(at: count)
        var elements: [JSON] = []
        for index in 0..<count { elements.append(arguments.json(at: index, codes)) }
        return .text(JSON.array(elements).text())
    }

    /// `JSON_OBJECT(key, value, …)`; the letters of all arguments follow them.
    static let object = FunctionImplementation("mysql_json_object") {
        (arguments, _) throws(StatementFailure) in
        let count = arguments.count - 1
        let codes = arguments.jsonCodes(at: count)
        var members: [(key: String, value: JSON)] = []
        for index in stride(from: 0, to: count, by: 2) {
            guard let key = arguments.text(at: index) else { throw .nullJSONKey }
            members.append((key, arguments.json(at: index + 1, codes)))
        }
        return .text(JSON.object(.normal(members)).text())
    }

    /// `JSON_QUOTE(text)`.
    static let quote = FunctionImplementation("mysql_json_quote") { (arguments, _) in
        arguments.text(at: 0).map { .text(JSON.string($0).text()) } ?? .null
    }
}
