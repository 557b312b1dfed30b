import Crypto
import SQLiteKit

/// Digests, as lower-case hexadecimal digits.
enum HashFunctions {
    static let all: [FunctionDefinition] = [
        .text("md5", 1...1, [.text], length: 32) { (arguments, _) in
            arguments.bytes(at: 0).map { digits(Insecure.MD5.hash(data: $0)) } ?? .null
        },
        sha1, sha1.named("sha"),
        .text("sha2", 2...2, [.text, .integer], length: 128, nullable: true) {
            (arguments, context) throws(StatementFailure) in
            guard let bytes = arguments.bytes(at: 0), let length = arguments.integer(at: 1) else {
                return .null
            }
            switch length {
            case 224: return digits(SHA224.hash(bytes))
            case 0, 256: return digits(SHA256.hash(data: bytes))
            case 384: return digits(SHA384.hash(data: bytes))
            case 512: return digits(SHA512.hash(data: bytes))
            default:
                try context.warn(
                    1583, "42000", "Incorrect parameters in the call to native function 'sha2'")
                return .null
            }
        },
    ]

    private static let sha1 = FunctionDefinition.text("sha1", 1...1, [.text], length: 40) {
        (arguments, _) in
        arguments.bytes(at: 0).map { digits(Insecure.SHA1.hash(data: $0)) } ?? .null
    }

    private static func digits(_ digest: some Sequence<UInt8>) -> SQLiteValue {
        .text(EncodingFunctions.hexadecimal(Array(digest), uppercase: false))
    }
}
