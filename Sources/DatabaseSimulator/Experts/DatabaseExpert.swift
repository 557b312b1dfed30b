import Environments
import JSONTree
import SeededRandom

/// Solves a database task: looks, runs the statement, makes sure, answers.
///
/// The statement may come from the task's solution; the answer is read from what the database
/// printed, and so is whatever is said about it.
struct DatabaseExpert: Expert {
    private enum Stage: Hashable {
        case look, act, check, answer, done
    }

    /// After so many mistakes even the careless pay attention.
    private static let mistakeLimit = 3

    private let plan: DatabasePlan
    private let format: DatabaseReplyFormat
    private var generator: SeededGenerator
    private var stage: Stage
    /// The look that was taken, whose remark comes next.
    private var look: DatabasePlan.Look?
    /// The mistake that was made last and is not mended yet.
    private var slip: Slip?
    /// What the inquiry after a mistake showed, to be said with the next statement.
    private var conclusion: String?
    private var mistakes = 0

    init(_ plan: DatabasePlan, format: DatabaseReplyFormat, seed: UInt64) {
        self.plan = plan
        self.format = format
        generator = SeededGenerator(seed: seed ^ 0xDB)
        stage = .act
        if Int.random(in: 0..<3, using: &generator) == 0 { stage = .look }
    }

    mutating func reply(after step: Step) -> String? {
        if let slip {
            self.slip = nil
            if let inquiry = slip.inquiry {
                conclusion = slip.conclusion
                return run(inquiry, thought: slip.insight)
            }
            return act(saying: slip.insight)
        }
        if let conclusion {
            self.conclusion = nil
            return act(saying: conclusion)
        }
        switch stage {
        case .look:
            stage = .act
            guard let look = plan.looks.randomElement(using: &generator) else { fallthrough }
            self.look = look
            return run(look.statement, thought: look.thought)
        case .act:
            let remark = look?.remark
            look = nil
            return act(saying: [remark, intent].compactMap { $0 }.joined(separator: " "))
        case .check:
            stage = .answer
            guard let check = plan.check else { fallthrough }
            return run(check, thought: "I make sure that it is as it should be.")
        case .answer:
            stage = .done
            return answer(after: step.observation)
        case .done: return nil
        }
    }

    mutating func mistake(after step: Step) -> String? {
        guard slip == nil, conclusion == nil, stage == .act, mistakes < Self.mistakeLimit,
            let slip = chooseSlip()
        else { return nil }
        mistakes += 1
        self.slip = slip
        let remark = look?.remark
        look = nil
        let thought = [remark, carelessIntent].compactMap { $0 }.joined(separator: " ")
        return run(slip.statement, thought: thought)
    }

    private mutating func chooseSlip() -> Slip? {
        var slips = plan.slips
        if let slip = Slip.misspeltName(
            in: plan.statement, of: plan.tables, using: &generator)
        {
            slips.append(slip)
        }
        if let slip = Slip.missingBackticks(
            in: plan.statement, of: plan.tables, using: &generator)
        {
            slips.append(slip)
        }
        return slips.filter { $0.statement != plan.statement }.randomElement(using: &generator)
    }

    private var intent: String { plan.intent }

    /// The intent of somebody who has not thought of everything yet.
    private var carelessIntent: String {
        plan.intent.firstRange(of: " The values of ").map {
            String(plan.intent[..<$0.lowerBound])
        } ?? plan.intent
    }

    // MARK: Messages

    private mutating func act(saying thought: String) -> String {
        let checks = plan.check != nil && Int.random(in: 0..<3, using: &generator) == 0
        stage = checks ? .check : .answer
        return run(plan.statement, thought: thought)
    }

    private mutating func run(_ statement: String, thought: String) -> String {
        let ending = statement.hasSuffix(";") || Bool.random(using: &generator) ? "" : ";"
        return format.reply(executing: statement + ending, thought: thought)
    }

    /// The final answer, read from the last observation; `nil` where there is nothing to read.
    private mutating func answer(after observation: String) -> String? {
        if plan.isChange {
            guard RecordedError(observation) == nil else { return nil }
            let thought = [
                "The change is made.", "That is done.", "The table is now as it was asked for.",
            ].randomElement(using: &generator)
            return format.reply(answering: #"["done"]"#, thought: thought ?? "")
        }
        guard let values = AnswerReading.values(in: observation) else { return nil }
        let list = JSON.array(values.map(JSON.string)).text()
        return format.reply(answering: list, thought: announcement(of: values))
    }

    private mutating func announcement(of values: [String]) -> String {
        switch values.count {
        case 0: "No row fits, so there is nothing to name."
        case 1:
            [
                "The answer is \(values[0]).", "The database says \(values[0]).",
                "There is one value: \(values[0]).",
            ].randomElement(using: &generator) ?? ""
        default:
            [
                "There are \(values.count) values, and all of them belong to the answer.",
                "The answer is the \(values.count) values in this list.",
            ].randomElement(using: &generator) ?? ""
        }
    }
}
