import JSONTree
import ParquetFiles
import Testing

/// Files of other writers, made by Scripts/make-parquet-fixtures.
enum ForeignFiles {
    static let names = [
        "pyarrow-prefixes", "pyarrow-lengths", "pyarrow-split", "pyarrow-lz4",
        "pyarrow-empty-groups", "polars-zstd", "duckdb-2",
    ]

    static func path(_ name: String) -> String {
        let tests = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
        return tests.joined(separator: "/") + "/Fixtures/parquet/\(name).parquet"
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        let file = try ParquetFile(path: path(name))
        return Array(try file.read(at: 0, count: file.size))
    }

    /// The row that all of them have at a place.
    static func row(_ number: Int) -> JSON {
        let messages = (0..<(number % 4)).map { turn -> JSON in
            let isAgent = turn == 1 || turn == 3
            return [
                "from": isAgent ? "gpt" : "human",
                "loss": isAgent ? .bool(number.isMultiple(of: 3)) : .null,
                "value": .string("text \(turn) of row \(number)"),
            ]
        }
        let fifth = number * number * number * number * number
        let day = number < 12 ? "1969-12-\(20 + number)" : "1970-01-\(padded(number - 11))"
        let moment =
            number == 0
            ? "2024-02-29T23:59:59.000045Z" : "2024-03-01T00:00:\(padded(number - 1)).000045Z"
        return [
            "id": .string("row_\(number)"), "conversations": .array(messages),
            "whole": JSON(number.isMultiple(of: 2) ? fifth : -fifth),
            "small": number.isMultiple(of: 5) ? .null : JSON(number - 20),
            "unsigned": .number(literal: "\(UInt64.max - UInt64(number))"),
            "share": JSON(Double(number) / 8), "half": JSON(Double(number) / 4),
            "day": .string(day), "moment": .string(moment),
        ]
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

@Suite struct ForeignFileTests {
    @Test(arguments: ForeignFiles.names)
    func `Rows of other writers are read, in their encodings and codecs`(name: String) throws {
        let rows = try Rows.read(ForeignFiles.bytes(name))
        #expect(rows == (0..<40).map(ForeignFiles.row))
    }
}
