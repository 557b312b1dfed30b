import JSONTree
import ParquetFiles

/// The rows of a Parquet file as rows of JSON.
///
/// A class, because it is read once, from front to back.
final class TableRows {
    private let path: String
    private let reader: ParquetReader

    init(
        path: String, _ source: () throws(ParquetError) -> any ParquetSource
    ) throws(DialogueProblem) {
        self.path = path
        do throws(ParquetError) {
            reader = try ParquetReader(try source())
        } catch {
            throw DialogueProblem(error, path: path)
        }
    }

    /// The next row: the id first, as AgentInstruct has it, and without what is missing.
    func next() throws(DialogueProblem) -> JSON? {
        let row: JSON?
        do throws(ParquetError) {
            row = try reader.next()
        } catch {
            throw DialogueProblem(error, path: path)
        }
        guard let members = row?.object else { return nil }
        var ordered = JSONObject()
        for member in members where member.key == "id" && !member.value.isNull {
            ordered.append("id", member.value)
        }
        for member in members where member.key != "id" && !member.value.isNull {
            ordered.append(
                member.key,
                member.key == "conversations" ? TableRows.tidy(member.value) : member.value)
        }
        return .object(ordered)
    }

    /// Messages without members that are missing, but for `loss`, which is `null` on the human's.
    private static func tidy(_ messages: JSON) -> JSON {
        guard case .array(let list) = messages else { return messages }
        let known = ["from", "loss", "value"]
        return .array(
            list.map { message in
                guard case .object(let members) = message,
                    members.contains(where: { $0.value.isNull && $0.key != "loss" })
                else { return message }
                return .object(
                    JSONObject(
                        members: members.filter { !$0.value.isNull || known.contains($0.key) }))
            })
    }
}

extension DialogueProblem {
    /// Says what is wrong with a Parquet file.
    init(_ error: ParquetError, path: String) {
        let place = Place(path: path)
        switch error.code {
        case .unreadable: self.init(.unreadable, at: place, error.message)
        case .unsupported:
            self.init(
                .parquet, at: place, error.message,
                advice: "write it again without it")
        case .notParquet, .corrupt:
            self.init(.parquet, at: place, error.message, advice: "fetch or write it again")
        case .tooLarge:
            self.init(.parquet, at: place, error.message, advice: "write it in smaller pieces")
        case .wrongValue: self.init(.unwritable, at: place, error.message)
        }
    }
}
