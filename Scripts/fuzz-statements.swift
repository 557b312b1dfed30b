import Foundation

// libFuzzer's target: compiled into DatabaseSimulator by Scripts/fuzz-db, no part of the package.

/// The tables that every input finds.
nonisolated(unsafe) private let template: MySQLEngine = {
    do {
        let engine = try MySQLEngine(
            rendering: .agentinstruct, limits: ExecutionLimits(statementTime: .milliseconds(200)))
        _ = try engine.run(
            script: StatementReference.setUp.joined(separator: ";\n"), defaultDatabase: "test")
        return engine
    } catch {
        print("fuzz: \(error)")
        exit(1)
    }
}()
nonisolated(unsafe) private var engine: (any DatabaseEngine)?
nonisolated(unsafe) private var count = 0

/// Answers one input as a statement; a refusal is an answer, too.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzStatement(_ start: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: size), as: UTF8.self)
    if count % 64 == 0 { engine = try? template.copy() }
    count += 1
    _ = try? engine?.answer(text)
    return 0
}

/// Writes what fuzzing begins with: an example of every statement into the folder `corpus`, and the
/// words of the language into the file `words`.
@_cdecl("LLVMFuzzerInitialize")
public func fuzzInitialise(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>
) -> CInt {
    for (number, entry) in StatementReference.all.enumerated() {
        try? entry.example.write(toFile: "corpus/\(number)", atomically: false, encoding: .utf8)
    }
    let keywords = "\(KeywordTable.spellings)".split(whereSeparator: \.isWhitespace).map(
        String.init)
    let functions = FunctionCatalogue.supported.map(\.name) + AggregateCatalogue.names.sorted()
    let words = keywords + functions.filter { !$0.contains(" ") }
    try? words.map { "\"\($0)\"\n" }.joined()
        .write(toFile: "words", atomically: false, encoding: .utf8)
    return 0
}
