import Dialogues
import Environments
import FoundationEssentials
import JSONTree

extension WorldInference {
    /// The folder that worlds are written to, and its index.
    struct Shelf {
        let folder: String
        private var index = ""
        private var taken: Set<String> = []

        init(folder: String) {
            self.folder = folder
        }

        /// Writes a world and what the index says of it; gives the world's folder in the shelf.
        ///
        /// A world of several dialogues has a line of its own in the index.
        mutating func add(
            _ world: InferredWorld, of inputs: [ReplayInput]
        ) throws(EnvironmentError) -> String {
            let environment = inputs[0].environment?.rawValue ?? ""
            let isShared = inputs.count > 1
            let place = place(isShared ? "shared" : inputs[0].episode.id, in: environment)
            try write(world, to: place)
            if isShared {
                var line = JSONObject()
                line.append("environment", .string(environment))
                line.append("world", .string(place))
                line.append("dialogues", .array(inputs.map { .string($0.episode.id) }))
                append(world, to: &line)
                index += JSON.object(line).text(.compact) + "\n"
            }
            for input in inputs {
                var line = JSONObject()
                line.append("id", .string(input.episode.id))
                line.append("environment", .string(environment))
                line.append("source", .string(input.source))
                line.append("world", .string(place))
                if !isShared { append(world, to: &line) }
                line.append("replies", .array(input.episode.turns.map(reply)))
                index += JSON.object(line).text(.compact) + "\n"
            }
            return place
        }

        /// Writes the index.
        func finish() throws(EnvironmentError) {
            try write(Array(index.utf8), to: "\(folder)/\(InferredShelf.indexName)")
        }

        /// `db/db_3`, or with a number behind it where another dialogue has that name.
        private mutating func place(_ name: String, in environment: String) -> String {
            var safe = String(
                name.map { $0.isLetter || $0.isNumber || "_-#.".contains($0) ? $0 : "_" })
            if safe.hasPrefix(".") || safe.isEmpty { safe = "_" + safe }
            let plain = "\(environment)/\(safe)"
            var place = plain
            var number = 2
            while !taken.insert(place).inserted {
                place = "\(plain)-\(number)"
                number += 1
            }
            return place
        }

        private func append(_ world: InferredWorld, to line: inout JSONObject) {
            let facts = world.facts.map { fact in
                JSON.object(
                    JSONObject([
                        ("fact", .string(fact.text)), ("turn", fact.turn.map { JSON($0) } ?? .null),
                    ]))
            }
            line.append("engine", JSON(world.engine))
            line.append("facts", .array(facts))
            line.append("unknown", .array(world.unknown.map { .string($0) }))
        }

        private func reply(of turn: RecordedEpisode.Turn) -> JSON {
            .object(JSONObject([("turn", JSON(turn.index)), ("reply", .string(turn.reply))]))
        }

        private func write(_ world: InferredWorld, to place: String) throws(EnvironmentError) {
            for file in world.files {
                try write(file.bytes, to: "\(folder)/\(place)/\(file.name)")
            }
        }

        /// Writes a file, in a folder that is made if it is not there.
        private func write(_ bytes: [UInt8], to path: String) throws(EnvironmentError) {
            let parent = path.prefix(upTo: path.lastIndex(of: "/") ?? path.endIndex)
            do {
                try FileManager.default.createDirectory(
                    atPath: String(parent), withIntermediateDirectories: true)
            } catch {
                throw EnvironmentError(.badWorld, "cannot make the folder \(parent)")
            }
            do {
                // A world that is lost with the power is made again.
                try ReplacementFile.write(bytes, to: path, isDurable: false)
            } catch {
                throw EnvironmentError(.badWorld, error.description)
            }
        }
    }
}
