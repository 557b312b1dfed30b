import DialogueMixing
import Dialogues
import FoundationEssentials
import Glibc
import JSONTree
import ParquetFiles

/// What is measured of files of dialogues: reading Parquet, converting, mixing.
struct DataBenchmark: Benchmark {
    /// The package's folder.
    let root: String
    let printsJSON: Bool
    /// How many bytes of JSON Lines are made of the dialogues at hand.
    private static let size = 64 << 20

    func run(_ report: (Measurement) -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "diorama-bench-\(getpid()).data").path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let lines = "\(folder)/rows.jsonl"
        let bytes = try makeRows(lines)
        try await reading(lines, bytes, folder, report)
        let targets: [(name: String, format: DialogueFormat?, suffix: String)] = [
            ("JSON Lines", nil, "jsonl"), ("chat messages", .openAI, "jsonl"),
            ("chat messages with tools", .openAITools, "jsonl"), ("ATIF", .atif, "jsonl"),
            ("Llama 2's text", .llama2Meta, "jsonl"), ("Parquet", nil, "parquet"),
        ]
        for (name, format, suffix) in targets {
            let output = "\(folder)/out.\(suffix)"
            try await measure("data: JSON Lines to \(name)", bytes, report) {
                try convert(lines, to: output, format)
            }
        }
        try await measure("data: mix of agents and general", bytes, report) {
            try mix(lines, to: "\(folder)/mixed.jsonl", folder)
        }
    }

    private func reading(
        _ lines: String, _ bytes: Int, _ folder: String, _ report: (Measurement) -> Void
    ) async throws {
        for compression in ParquetCompression.allCases {
            let path = "\(folder)/rows-\(compression.rawValue).parquet"
            try convert(lines, to: path, nil, ParquetOptions(compression: compression))
            // The size of the texts, which a dictionary may keep once for many rows.
            let size = try ParquetReader(ParquetFile(path: path)).uncompressedSize
            try await measure(
                "data: Parquet (\(compression.rawValue)), of \(size >> 20) MB", size, report
            ) {
                let reader = try ParquetReader(ParquetFile(path: path))
                while try reader.next() != nil {}
            }
        }
        let path = "\(folder)/rows-snappy.parquet"
        try await measure("data: Parquet to dialogues, as JSON Lines", bytes, report) {
            let reader = try DialogueReader(path: path, options: .init(rules: nil))
            while try reader.next() != nil {}
        }
    }

    /// Measures work on so many bytes, and prints its speed too.
    private func measure(
        _ name: String, _ bytes: Int, _ report: (Measurement) -> Void, _ work: () throws -> Void
    ) async throws {
        let measurement = try await Measurement.of(name, runs: 3...20) { try work() }
        report(measurement)
        let speed = (Double(bytes) / 1e6 / measurement.median).rounded()
        let line: JSON = ["name": .string(name), "megabytes_per_second": JSON(speed)]
        print(printsJSON ? line.text() : "\(name): \(Int(speed)) MB/s")
    }

    /// Writes the dialogues at hand, over and over under new ids; gives the number of bytes.
    private func makeRows(_ path: String) throws -> Int {
        let corpus = "\(root)/../shared/corpus/agentinstruct"
        let isThere = FileManager.default.fileExists(atPath: corpus)
        let found = DialogueFiles.find([isThere ? corpus : "\(root)/Transcripts"]).files
        var dialogues: [Dialogue] = []
        for file in found where !file.hasSuffix(".parquet") {
            let reader = try DialogueReader(
                path: file, options: .init(keepsLayout: false, rules: nil))
            while let row = try reader.next() {
                if let dialogue = row.dialogue { dialogues.append(dialogue) }
            }
        }
        let writer = try DialogueWriter(path: path)
        var bytes = 0
        var number = 0
        while bytes < Self.size, !dialogues.isEmpty {
            var dialogue = dialogues[number % dialogues.count]
            dialogue.id = "row_\(number)"
            // Texts of their own, so that no dictionary holds them all.
            if let last = dialogue.messages.indices.last {
                dialogue.messages[last].text += " \(number)"
            }
            bytes += dialogue.messages.reduce(20) { $0 + $1.text.utf8.count + 44 }
            try writer.write(dialogue)
            number += 1
        }
        try writer.finish()
        return bytes
    }

    private func convert(
        _ input: String, to output: String, _ format: DialogueFormat?,
        _ options: ParquetOptions = ParquetOptions()
    ) throws {
        let reader = try DialogueReader(
            path: input, options: .init(keepsLayout: false, rules: nil, formats: .any))
        let exporter = try DialogueExporter(
            path: output, format: format, options: .init(parquet: options))
        while let row = try reader.next() {
            if let dialogue = row.dialogue { try exporter.write(dialogue) }
        }
        try exporter.finish()
    }

    private func mix(_ input: String, to output: String, _ folder: String) throws {
        let mixer = try Mixer(recipe: MixRecipe(agentShare: 0.5, seed: 1), folder: folder)
        let pools = [
            mixer.addPool("agents", isAgents: true), mixer.addPool("general", isAgents: false),
        ]
        let reader = try DialogueReader(
            path: input, options: .init(keepsLayout: false, rules: nil))
        var number = 0
        while let row = try reader.next() {
            guard let dialogue = row.dialogue else { continue }
            try mixer.add(dialogue, to: pools[number % 2])
            number += 1
        }
        let exporter = try DialogueExporter(path: output, format: .agentInstruct)
        try mixer.mix { dialogue throws(DialogueProblem) in try exporter.write(dialogue) }
        try exporter.finish()
    }
}
