import Environments
import JSONTree

extension OpenDatabase {
    /// What the marker of an inferred world keeps of this.
    var details: JSONObject {
        func strings(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }
        let tables = tables.map { table in
            JSON.object(
                JSONObject([
                    ("name", .string(table.name)),
                    ("columns", strings(table.columns.map(\.name))),
                    ("complete", .bool(table.isComplete)),
                ]))
        }
        let runs = runs.map { entries in
            JSON.array(
                entries.map { entry in
                    .object(
                        JSONObject([
                            ("forms", strings(entry.forms)), ("writes", .bool(entry.isWrite)),
                            ("whole", .bool(entry.isWhole)),
                        ]))
                })
        }
        return JSONObject([
            ("engine", .string(engine.rawValue)), ("tables", .array(tables)),
            ("statements", .array(runs)),
        ])
    }

    /// Reads the marker of an inferred world.
    ///
    /// - Throws: a sentence that names what is missing.
    init(marker json: JSON) throws(TaskFormatError) {
        func strings(_ json: JSON?) -> [String] { json?.array?.compactMap(\.string) ?? [] }
        guard let engine = json["engine"]?.string.flatMap({ RecordingEngine(rawValue: $0) }),
            let tables = json["tables"]?.array, let runs = json["statements"]?.array
        else {
            throw TaskFormatError(
                "\"engine\", \"tables\" or \"statements\" is missing; `diorama infer` writes them")
        }
        self.engine = engine
        self.tables = tables.compactMap { table in
            guard let name = table["name"]?.string else { return nil }
            return DescribedTable(
                name: name, columns: strings(table["columns"]).map { DescribedColumn($0) },
                isComplete: table["complete"]?.bool ?? false, isVerbatim: true)
        }
        self.runs = runs.map { entries in
            (entries.array ?? []).map { entry in
                Entry(
                    forms: strings(entry["forms"]), isWrite: entry["writes"]?.bool ?? false,
                    isWhole: entry["whole"]?.bool ?? false)
            }
        }
    }

    /// What a dialogue's statements and tables say.
    init(_ runs: [[EpisodeStep]], world: CandidateWorld) {
        engine = world.engine
        tables = world.tables.filter { !world.missingTables.contains($0.name) }
        self.runs = runs.map { steps in
            steps.map { step in
                let statement = RecordedStatement(
                    step.statement, tables: world.tables, engine: world.engine)
                var forms = [step.statement]
                for form in [statement.repaired, statement.withoutBackticks].compactMap(\.self)
                where !forms.contains(form) {
                    forms.append(form)
                }
                var isWhole = false
                if case .rows(let rows) = step.recorded { isWhole = !rows.isTruncated }
                let isWrite = step.succeeded && statement.effect == .writes
                return Entry(forms: forms, isWrite: isWrite, isWhole: isWhole)
            }
        }
    }
}
