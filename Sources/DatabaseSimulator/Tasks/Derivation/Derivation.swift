import Environments
import SeededRandom
import Synchronization

/// A task that was derived, with what its expert needs to know.
struct DerivedDatabaseTask: Sendable {
    var task: DatabaseTask
    var draft: QuestionDraft
    /// The values that the solving query finds.
    var answers: [String]

    /// As a list of tasks shows it.
    var description: TaskDescription {
        TaskDescription(
            id: task.id, text: task.text, kind: task.kind, difficulty: draft.difficulty)
    }
}

/// Derives tasks from the tables of a world, and keeps the latest ones.
///
/// A class because the copies of a world share it; what it holds is a cache, never a state.
final class DerivationShelf: Sendable {
    private struct Contents {
        var sheets: [Sheet]?
        var tasks: [DerivedTask: DerivedDatabaseTask] = [:]
        var order: [DerivedTask] = []
    }

    /// How many derived tasks are kept: as many as episodes are under way, and more.
    private static let capacity = 256
    /// How many drafts are tried for a task.
    private static let trials = 200

    private let contents = Mutex(Contents())

    /// The task of an id in a world.
    func task(
        _ id: DerivedTask, in world: DatabaseWorld
    ) throws(EnvironmentError) -> DerivedDatabaseTask {
        if let known = contents.withLock({ $0.tasks[id] }) { return known }
        let task = try derive(id, in: world)
        contents.withLock { contents in
            guard contents.tasks.updateValue(task, forKey: id) == nil else { return }
            contents.order.append(id)
            if contents.order.count > Self.capacity {
                contents.tasks[contents.order.removeFirst()] = nil
            }
        }
        return task
    }

    private func sheets(of world: DatabaseWorld) throws(EnvironmentError) -> [Sheet] {
        if let known = contents.withLock({ $0.sheets }) { return known }
        let sheets = try world.makeSheets()
        contents.withLock { $0.sheets = sheets }
        return sheets
    }

    private func derive(
        _ id: DerivedTask, in world: DatabaseWorld
    ) throws(EnvironmentError) -> DerivedDatabaseTask {
        let sheets = try sheets(of: world)
        guard !sheets.isEmpty else {
            throw .unsupported("tasks derived from a world without a table of three rows or more")
        }
        var generator = SeededGenerator(
            seed: id.seed ^ (UInt64(truncatingIfNeeded: id.index) &* 0x9FB2_1C65_1E98_DF25))
        let sheet = sheets[Int.random(in: 0..<sheets.count, using: &generator)]
        do throws(StatementFailure) {
            let trial = try DraftTrial(sheet, in: world)
            var templates = QuestionTemplates(sheet: sheet, generator: generator)
            for _ in 0..<Self.trials {
                if let draft = templates.draft(), let task = try trial.task(of: draft, id: id) {
                    return task
                }
            }
        } catch {
            throw EnvironmentError(error)
        }
        throw .unsupported("the task \(id), for which this world's data give no question")
    }
}

/// Runs drafts on their data: only those become tasks whose answer is beyond doubt.
private struct DraftTrial {
    /// More values than these are no answer that anybody would give.
    private static let answerLimit = 8

    private let sheet: Sheet
    private let engine: any DatabaseEngine

    init(_ sheet: Sheet, in world: DatabaseWorld) throws(StatementFailure) {
        self.sheet = sheet
        engine = try world.engine(for: sheet)
    }

    /// The task; `nil` where the draft asks for nothing sensible.
    func task(
        of draft: QuestionDraft, id: DerivedTask
    ) throws(StatementFailure) -> DerivedDatabaseTask? {
        guard let answers = try draft.isChange ? changes(draft) : answers(to: draft) else {
            return nil
        }
        var task = DatabaseTask(
            id: id.description, text: draft.question + "\n" + sheet.description, kind: draft.kind,
            database: sheet.tables[0].name, tables: sheet.tableData,
            grader: draft.isChange ? .statements([draft.statement]) : .labels(answers))
        if case .world = sheet.source { task.usesWorldData = true }
        task.gold = draft.statement
        return DerivedDatabaseTask(task: task, draft: draft, answers: answers)
    }

    private func answers(to draft: QuestionDraft) throws(StatementFailure) -> [String]? {
        let observation = try engine.answer(draft.statement)
        guard let answers = AnswerReading.values(in: observation), !answers.isEmpty,
            answers.count <= DraftTrial.answerLimit
        else { return nil }
        // A value that is not there makes no answer that could be said.
        guard !answers.contains(where: \.isEmpty) else { return nil }
        if draft.kind == "counting", answers == ["0"] { return nil }
        if let check = draft.tieCheck {
            guard case .rows(let rows) = RecordedObservation(try engine.answer(check)),
                rows.rows.count == 2, rows.rows[0].last != rows.rows[1].last
            else { return nil }
        }
        return answers
    }

    /// No answers if the statement changes something but not all, and draws no error.
    private func changes(_ draft: QuestionDraft) throws(StatementFailure) -> [String]? {
        if let condition = draft.conditions.first, draft.kind == "DELETE" {
            let all = try engine.answer("SELECT COUNT(*) FROM \(draft.table.name.quotedName)")
            let some = try engine.answer(
                "SELECT COUNT(*) FROM \(draft.table.name.quotedName) WHERE \(condition.sql())")
            if all == some { return nil }
        }
        let changed = try engine.copy()
        guard try changed.answer(draft.statement) == "[]" else { return nil }
        for table in sheet.tableData
        where try changed.tableHash(of: table) != engine.tableHash(of: table) {
            return []
        }
        return nil
    }
}

extension Sheet {
    /// The tables as graders compare them, and as episodes make them.
    var tableData: [DatabaseTask.TableData] {
        switch source {
        case .task(let task): task.tables
        case .world:
            tables.map { table in
                DatabaseTask.TableData(
                    name: table.name, columns: table.columns.map(\.name), rows: [])
            }
        }
    }
}

extension DatabaseWorld {
    /// What tasks can be derived from: the tables of the listed tasks, and those of scripts.
    func makeSheets() throws(EnvironmentError) -> [Sheet] {
        var sheets = listedTasks.compactMap { Sheet($0) }
        if let engine = try freshEngine() as? MySQLEngine {
            do throws(StatementFailure) {
                if let sheet = try Sheet(surveying: engine) { sheets.append(sheet) }
            } catch {
                throw EnvironmentError(error)
            }
        }
        return sheets
    }

    /// An engine with the data of a sheet.
    func engine(for sheet: Sheet) throws(StatementFailure) -> any DatabaseEngine {
        let engine = try templateCopy()
        if case .task(let task) = sheet.source { try engine.load(task) }
        return engine
    }
}
