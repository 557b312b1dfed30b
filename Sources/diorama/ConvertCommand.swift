public import ArgumentParser
public import Dialogues
public import ParquetFiles

/// `diorama convert IN… OUT` writes dialogues in another format.
struct ConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write dialogues in another format.",
        discussion: """
            The container is known by the name of OUT: .parquet, .json for one array, otherwise a \
            row a line. Formats: agentinstruct, sharegpt, openai (weight 0 marks what is not \
            trained), openai-tools (actions as calls of tools), atif, llama2-meta, llama2-fastchat, \
            llama2-agentgym (chat text with the spans that are trained). Without --to, dialogues \
            stay as they are; without --from, each row says by its members what it is.

            What a format has no place for is said. Exit code 1 if dialogues had to be left out.
            """)

    @Argument(
        help: ArgumentHelp(
            "Files or folders of dialogues, and last the file to write.", valueName: "in… out"))
    var paths: [String]

    @Option(help: ArgumentHelp("The format of the rows in IN.", valueName: "format"))
    var from: DialogueFormat?

    @Option(help: ArgumentHelp("The format of the rows in OUT.", valueName: "format"))
    var to: DialogueFormat?

    @OptionGroup var parquet: ParquetArguments

    private var inputs: [String] { Array(paths.dropLast()) }
    private var output: String { paths.last ?? "" }

    func validate() throws {
        if paths.count < 2 { throw ValidationError("name the files to read and the file to write") }
    }

    func run() throws {
        var complaints = Complaints()
        var progress = ProgressLine()
        let exporter = try begin()
        var files = ConversionInput(paths: inputs, format: from)
        while true {
            do {
                guard let row = try files.next() else { break }
                guard let dialogue = row.dialogue else {
                    progress.clear()
                    for problem in row.problems { complaints.add(problem.description) }
                    continue
                }
                try exporter.write(dialogue)
                progress.show("\(exporter.taken) dialogues")
            } catch  where error.code == .unwritable {
                progress.clear()
                throw CommandFailure(error.description)
            } catch {
                progress.clear()
                complaints.add(error.description)
            }
        }
        progress.clear()
        if exporter.taken == 0, complaints.count > 0 {
            // Nothing could be read: whatever is at OUT stays.
            exporter.cancel()
            complaints.finish()
            throw CommandFailure.unreadable
        }
        do {
            try exporter.finish()
        } catch {
            throw CommandFailure(error.description)
        }
        report(exporter)
        complaints.finish()
        if complaints.count > 0 { throw CommandFailure.unreadable }
        if !exporter.refusals.isEmpty { throw CommandFailure.checkFailed }
    }

    private func begin() throws -> DialogueExporter {
        do {
            return try DialogueExporter(
                path: output, format: to, options: .init(parquet: parquet.options))
        } catch {
            throw CommandFailure(error.description)
        }
    }

    private func report(_ exporter: DialogueExporter) {
        let errors = Output.error()
        errors.writeLine("\(exporter.count) dialogues written to \(output.printable)")
        for note in exporter.notes.notes {
            errors.writeLine("  not kept: \(note.text.printable) (\(note.count))")
        }
        for (reason, count) in exporter.refusals.sorted(by: { $0.key < $1.key }) {
            errors.writeLine("  left out: \(count), each of which \(reason.printable)")
        }
    }
}

/// How Parquet files are written.
struct ParquetArguments: ParsableArguments {
    @Option(help: "How Parquet pages are compressed.")
    var compression: ParquetCompression = .snappy

    @Option(
        help: ArgumentHelp("The version of Parquet's data pages, 1 or 2.", valueName: "version"))
    var dataPages: Int = 1

    func validate() throws {
        if ![1, 2].contains(dataPages) { throw ValidationError("--data-pages takes 1 or 2") }
    }

    var options: ParquetOptions {
        ParquetOptions(
            compression: compression, dataPages: dataPages == 2 ? .version2 : .version1)
    }
}

/// The rows of several files, in any format.
struct ConversionInput {
    private var rest: ArraySlice<String>
    private let format: DialogueFormat?
    private var reader: DialogueReader?
    private var problems: ArraySlice<DialogueProblem> = []

    init(paths: [String], format: DialogueFormat?) {
        self.format = format
        var files: [String] = []
        for path in paths {
            if DialogueFiles.isFolder(path) {
                let found = DialogueFiles.find([path])
                files += found.files
                problems += found.problems
                if found.files.isEmpty, found.problems.isEmpty {
                    problems.append(.noDialogues(in: path))
                }
            } else {
                files.append(path)
            }
        }
        rest = files[...]
    }

    mutating func next() throws(DialogueProblem) -> DialogueRow? {
        if let problem = problems.popFirst() { throw problem }
        while true {
            do throws(DialogueProblem) {
                if let row = try reader?.next() { return row }
            } catch {
                reader = nil
                throw error
            }
            reader = nil
            guard let path = rest.popFirst() else { return nil }
            reader = try DialogueReader(
                path: path,
                options: .init(
                    keepsLayout: false, rules: nil,
                    formats: format.map { .only($0) } ?? .any))
        }
    }
}

extension DialogueFormat: ExpressibleByArgument {}
extension ParquetCompression: ExpressibleByArgument {}
