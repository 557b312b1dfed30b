import SQLiteKit

/// How the original shows a result to the agent.
enum ResultRendering: String, Sendable, CaseIterable {
    /// AgentBench v0.2's client, which recorded AgentInstruct: `[]` for whatever has no rows, some
    /// texts of the server as bytes, some bytes as `bytearray`.
    case agentinstruct
    /// AgentBench's newer client: all bytes are bytes, all texts are texts.
    case agentBenchFunctionCalls = "agentbench-fc"
    /// As ``agentinstruct``, but a write answers with the number of rows it changed: `[1]`.
    case affectedRows = "affected-rows"

    /// `str(list of tuples)` of the rows.
    func text(of result: StatementResult) -> String {
        if self == .affectedRows && result.isWrite { return "[\(result.affectedRows)]" }
        var text = "["
        for (index, row) in result.rows.enumerated() {
            if index > 0 { text += ", " }
            text += "("
            for (column, value) in row.enumerated() {
                if column > 0 { text += ", " }
                append(value, result.columns[column].type, to: &text)
            }
            text += row.count == 1 ? ",)" : ")"
        }
        return text + "]"
    }

    private func append(_ value: SQLiteValue, _ type: MySQLType, to text: inout String) {
        switch (value, type.kind) {
        case (.null, _): text += "None"
        case (_, .null): text += "None"
        case (_, .decimal(_, let scale, _)):
            // A quotient has more digits than its type; the branch of a CASE may have fewer.
            let number = value.storedDecimal
            text +=
                "Decimal('\(number.scale > scale ? number.rounded(to: scale).text : number.text)')"
        case (.integer(let index), .enumeration(let members)):
            let member = members.indices.contains(Int(index) - 1) ? members[Int(index) - 1] : ""
            PythonText.append(repr: member, to: &text)
        case (.integer(let mask), .set(let members)): appendSet(mask, members, to: &text)
        case (.text(let string), _) where type.isBinaryText && self != .agentBenchFunctionCalls:
            PythonText.append(repr: Array(string.utf8), to: &text)
        case (.real(let number), _) where type.fixedScale != nil:
            text += MySQLDecimal(number).rounded(to: type.fixedScale ?? 0).double.pythonText
        case (.real(let number), .float): text += number.mysqlFloatShown.pythonText
        case (.integer(let number), .double), (.integer(let number), .float):
            text += Double(number).pythonText
        case (_, .date), (_, .datetime), (_, .timestamp), (_, .time):
            text += TemporalRendering.python(value, type: type) ?? "None"
        case (.text(let digits), .integer): text += digits
        case (.text(let string), .binary(let kind)):
            append(Array(string.utf8), kind, to: &text)
        case (.blob(let bytes), .binary(let kind)): append(bytes, kind, to: &text)
        case (.integer(let number), _): text += String(number)
        case (.real(let number), _): text += number.pythonText
        case (.text(let string), _): PythonText.append(repr: string, to: &text)
        case (.blob(let bytes), _): append(bytes, .long, to: &text)
        }
    }

    /// Columns of BLOB type come as `bytes`, other binary strings as `bytearray`.
    private func append(_ bytes: [UInt8], _ kind: MySQLType.StringKind, to text: inout String) {
        let isBlob =
            switch kind {
            case .char, .varchar: false
            case .tiny, .text, .medium, .long: true
            }
        guard !isBlob && self != .agentBenchFunctionCalls else {
            PythonText.append(repr: bytes, to: &text)
            return
        }
        text += "bytearray("
        PythonText.append(repr: bytes, to: &text)
        text += ")"
    }

    /// Python's set; its order is that of hashes and differs from run to run, so ours is the
    /// column's.
    private func appendSet(_ mask: Int64, _ members: [String], to text: inout String) {
        let chosen = members.indices.filter { mask >> Int64($0) & 1 == 1 }
        guard !chosen.isEmpty else {
            text += "set()"
            return
        }
        text += "{"
        for (position, index) in chosen.enumerated() {
            if position > 0 { text += ", " }
            PythonText.append(repr: members[index], to: &text)
        }
        text += "}"
    }
}

extension MySQLType {
    /// Whether this is a TEXT that compares by code point.
    ///
    /// The older client takes it for bytes, as in `b'text'`; the data dictionary has many such
    /// columns.
    fileprivate var isBinaryText: Bool {
        switch kind {
        case .string(.tiny), .string(.text), .string(.medium), .string(.long):
            collation.isByCode
        default: false
        }
    }
}

extension StatementFailure {
    /// What the agent reads where MySQL answers with an error.
    var observation: String? {
        if case .mysql(let error) = self { error.rendered } else { nil }
    }
}
